namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Names of fields that are ours. All begin with an underscore; a column of such a name moves out of their way.</summary>
internal static class OwnNames
{
    public const string Operation = "_op";
    public const string Timestamp = "_ts";
    public const string Sequence = "_seq";
    public const string Shard = "_shard";
    public const string Lineage = "_lineage";
    public const string Origin = "_origin";
    public const string Kind = "_kind";
    public const string Keyspace = "_keyspace";
    public const string Table = "_table";
    public const string Old = "_old";
    public const string Meta = "_meta";
    public const string Unmapped = "_unmapped";

    private static readonly string[] All = [Operation, Timestamp, Sequence, Shard, Lineage, Origin, Kind, Keyspace, Table, Old, Meta, Unmapped];

    /// <summary>The field of a column: its name, with one underscore more if but for the number of its underscores it is one of ours. Case makes no difference, as it makes none in many catalogs.</summary>
    /// <remarks>It follows from the name alone, whatever settings and other columns are, and no two columns get the same.</remarks>
    public static string FieldOf(string column)
    {
        var bare = column.TrimStart('_');
        return bare.Length < column.Length && All.Any(name => name.AsSpan(1).Equals(bare, StringComparison.OrdinalIgnoreCase)) ? $"_{column}" : column;
    }
}
