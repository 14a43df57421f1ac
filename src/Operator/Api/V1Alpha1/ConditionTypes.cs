namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Types of the conditions in a stream's status.</summary>
internal static class ConditionTypes
{
    /// <summary>Pods run, leases are held, and a commit or a catch-up was seen for this generation.</summary>
    public const string Ready = "Ready";

    /// <summary>The spec can be turned into settings.</summary>
    public const string SpecValid = "SpecValid";

    /// <summary>The table has a change stream, and the operator knows which.</summary>
    public const string StreamResolved = "StreamResolved";

    /// <summary>The checkpoint table exists, is active and belongs to this stream.</summary>
    public const string CheckpointTableReady = "CheckpointTableReady";

    /// <summary>The bucket exists and belongs to the expected account.</summary>
    public const string DestinationReady = "DestinationReady";

    /// <summary>The image of the pods is known.</summary>
    public const string ImageResolved = "ImageResolved";

    /// <summary>The Deployment has the wanted pods, and they are ready.</summary>
    public const string WorkloadReady = "WorkloadReady";

    /// <summary>Changes will be trimmed, or were, before they are read. True is the bad news.</summary>
    public const string RetentionAtRisk = "RetentionAtRisk";

    /// <summary>The stream is paused by its spec.</summary>
    public const string Suspended = "Suspended";

    /// <summary>All types, in the order in which a status lists them.</summary>
    public static readonly IReadOnlyList<string> All =
        [Ready, SpecValid, StreamResolved, CheckpointTableReady, DestinationReady, ImageResolved, WorkloadReady, RetentionAtRisk, Suspended];
}
