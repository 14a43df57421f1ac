using KeyspacesStreamer.StreamsEmulator.Tables.Forms;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>A table as a user writes it for <c>create-table</c>.</summary>
internal sealed record TableDocument
{
    public required string Keyspace { get; init; }

    public required string Table { get; init; }

    /// <summary>Column name to CQL type, in order.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    public required IReadOnlyList<string> PartitionKey { get; init; }

    public IReadOnlyList<string> ClusteringKey { get; init; } = [];

    /// <summary>Names of the static columns.</summary>
    public IReadOnlyList<string> Static { get; init; } = [];

    /// <summary>
    /// Whether records of static columns carry <c>clusteringKeys</c>: those of the row that was written with them, else an empty object. Default false: the
    /// member is missing. The service's documentation does not say which.
    /// </summary>
    public bool StaticClusteringKeys { get; init; }

    /// <summary>User-defined types of the keyspace: name, without quotes, to fields, each field name to CQL type. Those of the keyspace's other tables need not be repeated.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Types { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>In which text values go over the wire. Default: as they were given.</summary>
    public ValueForms ValueForms { get; init; } = new();

    /// <summary>NEW_AND_OLD_IMAGES (default), NEW_IMAGE, OLD_IMAGE or KEYS_ONLY.</summary>
    public string? ViewType { get; init; }

    /// <summary>Open shards of the stream at its creation. Default 1.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Whether the table begins with a stream. Default true.</summary>
    public bool Stream { get; init; } = true;
}
