using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Campaigns;
using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation;

/// <summary>Simulates a pipeline under disasters: the way in for programs. On the command line it is <c>simulate run</c>.</summary>
/// <example><code>
/// var pipeline = new PipelineSimulation(settings) { Schedules = 10_000 };
/// var result = pipeline.Run();
/// if (!result.IsGreen) Console.WriteLine(result.Failures);
/// </code></example>
/// <param name="settings">Settings of the pipeline, as its pods read them; null simulates many different ones.</param>
public sealed class PipelineSimulation(StreamSettings? settings = null)
{
    /// <summary>The first seed. Default 1. The same seed and settings give the same run, step by step.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>How many seeds are run, one after the other. Default 1,000.</summary>
    public int Schedules { get; init; } = 1_000;

    /// <summary>Pods at the beginning, 1 to 20. Default null: 1 to 4, drawn from the seed.</summary>
    public int? Pods { get; init; }

    /// <summary>Shards at the beginning, 1 to 100. Default null: 1 to 4, drawn from the seed.</summary>
    public int? Shards { get; init; }

    /// <summary>Runs at once. Default: the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Stops when so many seeds have broken an invariant. Default 1.</summary>
    public int MostFailures { get; init; } = 1;

    /// <summary>Where shrunk schedules and traces of failing seeds are left. Default null: nowhere.</summary>
    public string? FailureFolder { get; init; }

    /// <summary>Told how many runs are done, every thousand runs.</summary>
    public Action<int>? OnProgress { get; init; }

    /// <summary>Runs all schedules.</summary>
    public SimulationResult Run()
    {
        var report = new Campaign(TimeProvider.System, new PipelineShape { Settings = settings, Pods = Pods, Shards = Shards }).Run(FirstSeed, Schedules, Threads, MostFailures, OnProgress);
        return new SimulationResult
        {
            Schedules = report.Schedules,
            Took = report.Took,
            Summary = report.ToString(),
            Violations = [.. report.Failures.Select(failure => failure.Violation!)], // failures are the runs that have one
            Failures = string.Join(Environment.NewLine, report.Failures.Select(failure => FailureReport.Of(failure, FailureFolder))),
        };
    }
}
