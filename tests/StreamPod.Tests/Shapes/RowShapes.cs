using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Tests.Rows;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

/// <summary>The shapes of one table with a column of each kind, and what they make of records.</summary>
internal static class RowShapes
{
    public const int Lineage = 3;

    public static TableSchema Schema { get; } = new()
    {
        Columns =
        [
            new SchemaColumn { Name = "title", Type = "text" },
            new SchemaColumn { Name = "owner", Type = "text", Kind = ColumnKind.Static },
            new SchemaColumn { Name = "seq", Type = "int", Kind = ColumnKind.ClusteringKey },
            new SchemaColumn { Name = "content_id", Type = "uuid", Kind = ColumnKind.PartitionKey },
            new SchemaColumn { Name = "rating", Type = "double" },
            new SchemaColumn { Name = "future", Type = "vector<float, 3>" },
        ],
    };

    public static IReadOnlyDictionary<string, ColumnOptions> NoOptions { get; } = new Dictionary<string, ColumnOptions>();

    public static FlatShape Flat(FlatSettings? settings = null, StreamViewType viewType = StreamViewType.NewAndOldImages, TableSchema? schema = null) =>
        new(new TableColumns(schema ?? Schema, NoOptions), settings ?? new FlatSettings(), WireRecord.StreamOf(viewType), WireRecord.Shard, Lineage, new ValueForms(NullLogger.Instance));

    public static DebeziumShape Debezium(StreamViewType viewType = StreamViewType.NewAndOldImages, TableSchema? schema = null) =>
        new(new TableColumns(schema ?? Schema, NoOptions), WireRecord.StreamOf(viewType), WireRecord.Shard, Lineage, new ValueForms(NullLogger.Instance));

    public static JsonObject RowOf(IRowShape shape, string record)
    {
        var rows = new RecordedRows(shape.Schema);
        shape.Write(WireRecord.Of(record), rows);
        return Assert.Single(rows.Rows);
    }

    /// <summary>Equal, members in the same order.</summary>
    public static void AssertIs(string expected, JsonNode? found) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), found?.ToJsonString());
}
