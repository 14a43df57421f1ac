namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The metadata of a cell or a row: when it was written and when it expires, as strings of JSON.</summary>
internal readonly record struct CellTimes(JsonRange WriteTime, JsonRange ExpirationTime)
{
    public static readonly CellTimes None = new(JsonRange.Null, JsonRange.Null);

    public bool IsNone => WriteTime.IsNull && ExpirationTime.IsNull;
}
