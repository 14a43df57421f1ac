namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>An access key that is to be refused, for one operation or all.</summary>
internal sealed record DenyOrder
{
    public required string AccessKey { get; init; }

    public string? Operation { get; init; }
}
