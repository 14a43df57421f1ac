using KeyspacesStreamer.Operator.Aws.Checkpoints;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Progress;

/// <summary>What the verdict on a stream's progress rests on.</summary>
internal sealed record ProgressFacts
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>The lease table; null when there is none yet.</summary>
    public required LeaseReport? Report { get; init; }

    /// <summary>All pods of the stream: a worker without a pod is dead.</summary>
    public required IReadOnlyList<V1Pod> Pods { get; init; }

    /// <summary>Hash of the settings that are wanted: only pods that were started with them can tell that this generation works.</summary>
    public required string SettingsHash { get; init; }

    public bool IsSuspended { get; init; }

    /// <summary>Whether the status says Ready for this generation already: leases that change hands do not take that back.</summary>
    public bool WasReady { get; init; }

    /// <summary>Whether the status says RetentionAtRisk.</summary>
    public bool WasAtRisk { get; init; }
}
