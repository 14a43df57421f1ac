namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>An access key that is to be refused, for one operation or all, on one resource or all.</summary>
internal sealed record DenyRequest
{
    public required string AccessKey { get; init; }

    public string? Operation { get; init; }

    /// <summary>An ARN, where * stands for any text. Default: every resource.</summary>
    public string? Resource { get; init; }
}
