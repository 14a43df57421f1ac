using System.Globalization;
using KeyspacesStreamer.Benchmarks;

switch (args)
{
    case [] or ["encode"]:
        new EncodeBenchmark(TimeProvider.System, Console.Out).Run();
        return 0;
    case ["formats"]:
        new FormatBenchmark(TimeProvider.System, Console.Out).Run();
        return 0;
    case ["put", var streams, var s3, var folder, var records, var rounds]:
        await new PutBenchmark(TimeProvider.System, Console.Out, new Uri(streams), new Uri(s3), folder)
            .RunAsync(long.Parse(records, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture), CancellationToken.None);
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: encode | formats | put STREAMS S3 FOLDER RECORDS ROUNDS (benchmarks/put.sh starts what it needs)");
        return 2;
}
