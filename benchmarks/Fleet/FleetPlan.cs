namespace KeyspacesStreamer.Fleet;

/// <summary>What is measured, and where the parts are.</summary>
internal sealed record FleetPlan
{
    public const string Region = "us-east-1";
    public const string AccessKey = "test";
    public const string Bucket = "keyspaces-data-fleet";
    public const string Namespace = "fleet";

    /// <summary>The operator's program.</summary>
    public required string Operator { get; init; }

    /// <summary>How the API server is reached, with all rights.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>The emulator of Keyspaces Streams.</summary>
    public required Uri StreamsEndpoint { get; init; }

    public required Uri DynamoDbEndpoint { get; init; }

    public required Uri S3Endpoint { get; init; }

    /// <summary>Where logs go.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of the control groups, one for each operator by its name, in which the kernel bounds its memory; null for no bound but the runtime's.</summary>
    public string? ControlGroups { get; init; }

    /// <summary>How many streams there are.</summary>
    public required int Streams { get; init; }

    /// <summary>How long the rest is measured.</summary>
    public required TimeSpan Rest { get; init; }

    /// <summary>Shards of each stream.</summary>
    public int Shards { get; init; } = 4;
}
