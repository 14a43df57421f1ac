using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.AwsAccess.Control;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.AwsAccess.Tables;

/// <summary>GetTable of Amazon Keyspaces, as far as columns go.</summary>
/// <remarks>https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_SchemaDefinition.html</remarks>
public static class TableAnswer
{
    /// <summary>The operation.</summary>
    public const string Operation = "GetTable";

    /// <summary>Stands for the type of a column that the answer names and tells no type of; it is none that CQL has.</summary>
    public const string UntoldType = "untold";

    /// <summary>The input that asks for a table.</summary>
    public static JsonObject InputOf(string keyspace, string table) => new() { ["keyspaceName"] = keyspace, ["tableName"] = table };

    /// <summary>
    /// The columns: keys in their orders, then static and regular ones. Types are found by name, because lists of keys and of static columns hold names alone; whether
    /// <c>allColumns</c> holds the keys too is not clear from the service's pages, so either is read.
    /// </summary>
    /// <param name="output">What GetTable answered.</param>
    /// <returns>Empty when it tells of no columns.</returns>
    public static IReadOnlyList<SchemaColumn> ColumnsOf(JsonElement output)
    {
        var schema = AwsJsonResponse.PartOf(output, "schemaDefinition");
        var columns = new Dictionary<string, SchemaColumn>(StringComparer.Ordinal);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] members = ["allColumns", "partitionKeys", "clusteringKeys", "staticColumns"];
        foreach (var (name, type) in members.SelectMany(member => PairsIn(schema, member)))
        {
            if (type is not null)
            {
                types.TryAdd(name, type);
            }
        }

        Add("partitionKeys", ColumnKind.PartitionKey);
        Add("clusteringKeys", ColumnKind.ClusteringKey);
        Add("staticColumns", ColumnKind.Static);
        Add("allColumns", ColumnKind.Regular);
        return [.. columns.Values];

        void Add(string member, ColumnKind kind)
        {
            foreach (var (name, _) in PairsIn(schema, member))
            {
                columns.TryAdd(name, new SchemaColumn { Name = name, Type = types.GetValueOrDefault(name, UntoldType), Kind = kind });
            }
        }
    }

    /// <summary>Names and types in a list of the answer; entries without a name are passed over.</summary>
    internal static IEnumerable<(string Name, string? Type)> PairsIn(JsonElement shape, string member) =>
        AwsJsonResponse.PartOf(shape, member) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
                .Select(entry => (Name: AwsJsonResponse.TextOf(entry, "name"), Type: AwsJsonResponse.TextOf(entry, "type")))
                .Where(pair => pair.Name is { Length: > 0 })
                .Select(pair => (pair.Name!, pair.Type is { Length: > 0 } ? pair.Type : null)) // just checked
            : [];
}
