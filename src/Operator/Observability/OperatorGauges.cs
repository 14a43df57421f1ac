using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>What the operator's gauges show at a scrape.</summary>
internal sealed record OperatorGauges
{
    public bool IsLeader { get; init; }

    /// <summary>All streams as last seen.</summary>
    public IReadOnlyList<KeyspacesCdcStream> Streams { get; init; } = [];

    /// <summary>Streams outside the watched namespaces that carry the finalizer and that nobody has deleted.</summary>
    public int UnwatchedLive { get; init; }

    /// <summary>Those that are deleted and wait.</summary>
    public int UnwatchedDeleted { get; init; }

    /// <summary>Streams that wait for a worker.</summary>
    public int QueueDepth { get; init; }

    /// <summary>Workers that are reconciling.</summary>
    public int ActiveWorkers { get; init; }

    /// <summary>What they have spent on it together.</summary>
    public TimeSpan UnfinishedWork { get; init; }

    /// <summary>What the slowest of them has spent.</summary>
    public TimeSpan LongestRunning { get; init; }
}
