namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Names of the fields of Debezium's envelope that whoever reads its rows asks for.</summary>
internal static class DebeziumNames
{
    public const string Before = "before";
    public const string After = "after";
    public const string Source = "source";
    public const string Operation = "op";
    public const string Lineage = "lineage";
    public const string Shard = "shard";
    public const string Sequence = "seq";
    public const string Kind = "kind";
}
