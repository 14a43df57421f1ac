namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>When an object is full, and when a group of objects is written.</summary>
public sealed record RotationSettings
{
    /// <summary>Records in one object at most. Default 100,000; 1 to 1,000,000. 1 gives one object per change.</summary>
    public int MaxRecords { get; init; } = 100_000;

    /// <summary>Bytes of change records in one object at most, as the stream hands them out, whatever is written of them; a single larger record still gets its own object. Default 64 MiB; 1 KiB to 1 GiB.</summary>
    public long MaxBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Time after which an open group is written, counted from its first record. Default 60 s; 1 s to 15 min.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(60);
}
