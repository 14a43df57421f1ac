using KeyspacesStreamer.Simulation.Commands;

return await SimulateCommandLine.Create().Parse(args).InvokeAsync();
