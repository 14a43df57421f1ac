using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

public sealed class DebeziumShapeTests
{
    private const string Keys = """ "partitionKeys":{"content_id":{"uuidT":"6285e86b-d054-4cbc-a422-da56c08c0260"}},"clusteringKeys":{"seq":{"intT":"7"}} """;
    private const string KeyFields = """ "content_id":"6285e86b-d054-4cbc-a422-da56c08c0260","seq":"7" """;
    private const string New = """ "newImage":{"valueCells":{"title":{"value":{"textT":"Summer"}},"news":{"value":{"intT":"1"}}}} """;
    private const string Old = """ "oldImage":{"valueCells":{"title":{"value":{"textT":"Spring"}}}} """;
    private const string OnlyKeys = $$$$$"""{{{{{{KeyFields}}}}},"owner":null,"rating":null,"title":null,"_unmapped":null}""";
    private const string NewRow = $$$$$"""{{{{{{KeyFields}}}}},"owner":null,"rating":null,"title":"Summer","_unmapped":"{\"news\":{\"intT\":\"1\"}}"}""";
    private const string OldRow = $$$$$"""{{{{{{KeyFields}}}}},"owner":null,"rating":null,"title":"Spring","_unmapped":null}""";

    [Fact]
    public void Write_Update_IsTheEnvelope()
    {
        var row = RowShapes.RowOf(RowShapes.Debezium(), $$$$$"""{"origin":"USER",{{{{{Keys}}}}},{{{{{New}}}}},{{{{{Old}}}}}}""");

        RowShapes.AssertIs(
            $$$"""
            {"before":{{{OldRow}}},"after":{{{NewRow}}},
             "source":{"version":"1.0","connector":"keyspaces-streamer","name":"media.media_content","ts_ms":"1767397800037","snapshot":"false","db":"media","keyspace":"media","table":"media_content",
                       "shard":"shard-00000001767397800-abcdef0123","seq":"000000000000000000000000111111114000000000000007","lineage":"3","origin":"USER","kind":"row"},
             "op":"u","ts_ms":"1767397800037"}
            """,
            row);
    }

    [Theory]
    [InlineData(nameof(StreamViewType.NewAndOldImages), New, "c", "null", NewRow)]
    [InlineData(nameof(StreamViewType.NewAndOldImages), Old, "d", OldRow, "null")]
    [InlineData(nameof(StreamViewType.NewAndOldImages), "\"newImage\":null", "u", "null", OnlyKeys)]
    [InlineData(nameof(StreamViewType.NewImage), New, "u", "null", NewRow)]
    [InlineData(nameof(StreamViewType.NewImage), "\"newImage\":null", "d", OnlyKeys, "null")]
    [InlineData(nameof(StreamViewType.OldImage), Old, "u", OldRow, "null")]
    [InlineData(nameof(StreamViewType.OldImage), "\"oldImage\":null", "c", "null", OnlyKeys)]
    [InlineData(nameof(StreamViewType.KeysOnly), "\"newImage\":null", "u", "null", OnlyKeys)]
    [InlineData(nameof(StreamViewType.NewAndOldImages), New + ",\"origin\":\"REPLICATION\"", "c", "null", NewRow)]
    [InlineData(nameof(StreamViewType.NewAndOldImages), Old + ",\"origin\":\"REPLICATION\"", "d", OldRow, "null")]
    [InlineData(nameof(StreamViewType.NewAndOldImages), Old + ",\"origin\":\"TTL\"", "d", OldRow, "null")]
    public void Write_Images_AreTheRowsBeforeAndAfterWithTheirKeys(string viewType, string images, string operation, string before, string after)
    {
        var row = RowShapes.RowOf(RowShapes.Debezium(Enum.Parse<StreamViewType>(viewType)), $$$$$"""{{{{{{Keys}}}}},{{{{{images}}}}}}""");

        Assert.Equal(operation, (string?)row["op"]);
        Assert.Equal(System.Text.Json.Nodes.JsonNode.Parse(before)?.ToJsonString(), row["before"]?.ToJsonString());
        Assert.Equal(System.Text.Json.Nodes.JsonNode.Parse(after)?.ToJsonString(), row["after"]?.ToJsonString());
    }

    [Fact]
    public void Write_StaticColumn_SaysSo()
    {
        var row = RowShapes.RowOf(RowShapes.Debezium(), """{"newImage":{"staticCells":{"owner":{"value":{"textT":"a"}}}}}""");

        Assert.Equal(("static", "UNKNOWN", "a"), ((string?)row["source"]!["kind"], (string?)row["source"]!["origin"], (string?)row["after"]!["owner"]));
    }
}
