using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Controllers;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>What the process works with of the world outside.</summary>
internal sealed record OperatorParts
{
    /// <summary>Lists and watches the watched namespaces.</summary>
    public required IResourceFeeds Feeds { get; init; }

    /// <summary>Lists the streams of all namespaces; null when all are watched anyway.</summary>
    public required IResourceFeed<KeyspacesCdcStream>? Everywhere { get; init; }

    /// <summary>What the replicas contend for.</summary>
    public required ILeaderLease Lease { get; init; }

    /// <summary>How long the lead lasts, for what must not act without it.</summary>
    public required LeadershipFence Lead { get; init; }

    /// <summary>Makes the reconciler over the caches.</summary>
    public required Func<StreamWorld, IEntityController> Reconciler { get; init; }

    /// <summary>Version of policy in which the server serves disruption budgets; null when it serves none.</summary>
    public required string? DisruptionBudgetVersion { get; init; }
}
