using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Everything that decides what a stream's objects look like.</summary>
internal sealed record DesiredStream
{
    public required KeyspacesCdcStream Stream { get; init; }

    /// <summary>What the pods read as settings.json.</summary>
    public required StreamSettings Settings { get; init; }

    /// <summary>Image with which pods are started.</summary>
    public required string Image { get; init; }

    /// <summary>Pods that should run; 0 while the stream is suspended.</summary>
    public required int Replicas { get; init; }

    /// <summary>Columns of the key template that the table is known to have; empty when it is not known.</summary>
    public IReadOnlyList<string> KeyColumns { get; init; } = [];

    /// <summary>Version of policy in which the server serves disruption budgets; null when it serves none.</summary>
    public string? DisruptionBudgetVersion { get; init; }
}
