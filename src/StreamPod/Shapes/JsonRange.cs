namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Where a value is in the JSON of a record.</summary>
internal readonly record struct JsonRange(int Start, int Length)
{
    /// <summary>A value that is null, or not there.</summary>
    public static readonly JsonRange Null = new(-1, 0);

    public bool IsNull => Start < 0;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
}
