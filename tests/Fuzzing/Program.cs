using KeyspacesStreamer.Fuzzing.Commands;

return await FuzzCommandLine.Create().Parse(args).InvokeAsync();
