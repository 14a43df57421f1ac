using KeyspacesStreamer.Benchmarks;

var names = args.Length > 0 ? args : ["encode"];
foreach (var name in names)
{
    switch (name)
    {
        case "encode":
            new EncodeBenchmark(TimeProvider.System, Console.Out).Run();
            break;
        default:
            await Console.Error.WriteLineAsync($"Unknown benchmark '{name}'; known: encode.");
            return 2;
    }
}

return 0;
