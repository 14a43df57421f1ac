using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>What holds for a stream that does not say otherwise.</summary>
internal sealed record ReconcileDefaults
{
    /// <summary>Region of streams that name none: the operator's own.</summary>
    public required string Region { get; init; }

    /// <summary>Image of pods that name none: the one that belongs to the operator's version.</summary>
    public required string Image { get; init; }

    /// <summary>Which installation the streams are of; null when nobody told, and then tables are not told apart by it.</summary>
    public string? Installation { get; init; }

    /// <summary>The operator's own ServiceAccount, which no stream may use; null when it runs as somebody else.</summary>
    public NamespacedName? OwnAccount { get; init; }

    /// <summary>Version of policy in which the server serves disruption budgets; null when it serves none.</summary>
    public string? DisruptionBudgetVersion { get; init; }

    /// <summary>Addresses besides AWS's own that a stream may name.</summary>
    public AllowedEndpoints AllowedEndpoints { get; init; } = AllowedEndpoints.None;
}
