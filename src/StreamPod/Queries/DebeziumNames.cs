namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>Names of the fields of Debezium's envelope that a view of the latest rows asks for.</summary>
internal static class DebeziumNames
{
    public const string Before = "before";
    public const string After = "after";
    public const string Source = "source";
    public const string Operation = "op";
    public const string Lineage = "lineage";
    public const string Sequence = "seq";
    public const string Kind = "kind";
}
