using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Tests.Rows;
using KeyspacesStreamer.StreamPod.Tests.Values;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

public sealed class FlatShapeTests
{
    private const string Keys = """ "partitionKeys":{"content_id":{"uuidT":"6285E86B-d054-4cbc-a422-da56c08c0260"}},"clusteringKeys":{"seq":{"intT":"7"}} """;
    private const string KeyFields = """ "content_id":"6285e86b-d054-4cbc-a422-da56c08c0260","seq":"7" """;
    private const string Title = """{"value":{"textT":"Summer"},"metadata":{"writeTime":"17","expirationTime":null}}""";
    private const string Own = """ "_ts":"1767397800037","_seq":"000000000000000000000000111111114000000000000007","_shard":"shard-00000001767397800-abcdef0123","_lineage":"3" """;

    [Fact]
    public void Write_Insert_HasKeysStaticAndRegularColumnsThenWhatHappened()
    {
        var row = RowShapes.RowOf(RowShapes.Flat(), $$$$$"""{"origin":"USER",{{{{{Keys}}}}},"newImage":{"valueCells":{"title":{{{{{Title}}}}},"rating":{"value":{"doubleT":"-0.0"}}} }}""");

        RowShapes.AssertIs($$$$$"""{{{{{{KeyFields}}}}},"owner":null,"rating":"-0","title":"Summer","_op":"INSERT",{{{{{Own}}}}},"_origin":"USER","_kind":"row","_unmapped":null}""", row);
    }

    [Fact]
    public void Write_Delete_HasKeysAndNulls()
    {
        var row = RowShapes.RowOf(RowShapes.Flat(), $$$$$"""{"origin":"TTL",{{{{{Keys}}}}},"oldImage":{"valueCells":{"title":{{{{{Title}}}}}}}}""");

        RowShapes.AssertIs($$$$$"""{{{{{{KeyFields}}}}},"owner":null,"rating":null,"title":null,"_op":"DELETE",{{{{{Own}}}}},"_origin":"TTL","_kind":"row","_unmapped":null}""", row);
    }

    [Fact]
    public void Write_KeysOnly_HasKeys()
    {
        var row = RowShapes.RowOf(RowShapes.Flat(viewType: StreamViewType.KeysOnly), $$$$$"""{"origin":"REPLICATION",{{{{{Keys}}}}}}""");

        RowShapes.AssertIs($$$$$"""{{{{{{KeyFields}}}}},"owner":null,"rating":null,"title":null,"_op":"REPLICATED_CHANGE",{{{{{Own}}}}},"_origin":"REPLICATION","_kind":"row","_unmapped":null}""", row);
    }

    [Fact]
    public void Write_AllThatCanBeChosen_HasItAll()
    {
        var shape = RowShapes.Flat(new FlatSettings { OldImage = true, CellMetadata = true, TableName = true });

        var row = RowShapes.RowOf(shape, $$$$$"""
            {"origin":"USER",{{{{{Keys}}}}},"newImage":{"rowMetadata":{"expirationTime":"1","writeTime":null},"valueCells":{"title":{{{{{Title}}}}},"news":{"metadata":{"expirationTime":"2"},"value":{"intT":"1"}}}},
             "oldImage":{"valueCells":{"title":{"value":{"textT":"Spring"}},"olds":{"value":{"intT":"2"}}} }}
            """);

        RowShapes.AssertIs(
            $$$"""
            {{{{KeyFields}}},"owner":null,"rating":null,"title":"Summer","_op":"UPDATE",{{{Own}}},"_origin":"USER","_kind":"row","_keyspace":"media","_table":"media_content",
             "_old":{"owner":null,"rating":null,"title":"Spring","_unmapped":"{\"olds\":{\"intT\":\"2\"}}"},
             "_meta":{"row":{"write_time":null,"expiration_time":"1"},"columns":[["title",{"write_time":"17","expiration_time":null}],["news",{"write_time":null,"expiration_time":"2"}]]},
             "_unmapped":"{\"news\":{\"intT\":\"1\"}}"}
            """,
            row);
    }

    [Theory]
    [InlineData("""{"oldImage":{}}""", """{"owner":null,"rating":null,"title":null,"_unmapped":null}""", null)]
    [InlineData("""{"newImage":{}}""", null, """{"row":null,"columns":[]}""")]
    public void Write_ImageThatIsNotThere_IsNull(string record, string? old, string? meta)
    {
        var shape = RowShapes.Flat(new FlatSettings { OldImage = true, CellMetadata = true });

        var row = RowShapes.RowOf(shape, record);

        Assert.Equal((old, meta), (row["_old"]?.ToJsonString(), row["_meta"]?.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"newImage":{"valueCells":{"future":{"value":{"vectorT":["1",null]}},"title":{"value":{"textT":"a"}}}}}""", """{"future":{"vectorT":["1",null]}}""")]
    [InlineData("""{"newImage":{"valueCells":{"caf\u00e9 \"x\"":{"value":{"textT":"\ud800"}},"n":{"value":null},"m":null},"staticCells":{"s":{"value":{ "intT" : "1" }}}}}""", """{"caf\u00e9 \"x\"":{"textT":"\ud800"},"n":null,"m":null,"s":{ "intT" : "1" }}""")]
    [InlineData("""{"partitionKeys":{"tomorrow":{"intT":"1"}},"oldImage":{"valueCells":{"gone":{"value":{"intT":"2"}}}}}""", """{"tomorrow":{"intT":"1"}}""")]
    [InlineData("""{"newImage":{"valueCells":{"\ud800":{"value":{"intT":"1"}}}}}""", """{"\ud800":{"intT":"1"}}""")]
    public void Write_ColumnThatTheSchemaDoesNotTell_IsInUnmappedAsItCame(string record, string expected) =>
        Assert.Equal(expected, (string?)RowShapes.RowOf(RowShapes.Flat(), record)["_unmapped"]);

    [Theory]
    [InlineData("""{"clusteringKeys":{"seq":{"intT":"7"}},"newImage":{"staticCells":{"owner":{"value":{"textT":"a"}}}}}""", nameof(StreamViewType.NewAndOldImages), "static")]
    [InlineData("""{"newImage":{"staticCells":{"owner":{"value":{"textT":"a"}}}},"oldImage":{"valueCells":{"title":null}}}""", nameof(StreamViewType.NewAndOldImages), "row")]
    [InlineData("""{"oldImage":{"staticCells":{"owner":{"value":{"textT":"a"}}}}}""", nameof(StreamViewType.NewAndOldImages), "static")]
    [InlineData("""{"clusteringKeys":{"seq":{"intT":"7"}},"newImage":{}}""", nameof(StreamViewType.NewAndOldImages), "row")]
    [InlineData("""{"clusteringKeys":{"seq":{"intT":"7"}}}""", nameof(StreamViewType.KeysOnly), "row")]
    [InlineData("""{"partitionKeys":{"content_id":null}}""", nameof(StreamViewType.KeysOnly), "static")]
    public void Write_Kind_IsStaticWhereNoRowIsConcerned(string record, string viewType, string kind) =>
        Assert.Equal(kind, (string?)RowShapes.RowOf(RowShapes.Flat(viewType: Enum.Parse<StreamViewType>(viewType)), record)["_kind"]);

    [Fact]
    public void Write_TableWithoutClusteringKey_HasRowsOnly()
    {
        var schema = new TableSchema { Columns = [new SchemaColumn { Name = "id", Type = "int", Kind = ColumnKind.PartitionKey }] };

        Assert.Equal("row", (string?)RowShapes.RowOf(RowShapes.Flat(viewType: StreamViewType.KeysOnly, schema: schema), """{"partitionKeys":{"id":{"intT":"1"}}}""")["_kind"]);
    }

    [Theory]
    [InlineData("""{"origin":"USER"}""", "USER")]
    [InlineData("""{"origin":"S\u004fMEONE"}""", "SOMEONE")]
    [InlineData("""{"origin":null}""", "UNKNOWN")]
    [InlineData("{}", "UNKNOWN")]
    public void Write_Origin_IsWhatCame(string record, string origin) => Assert.Equal(origin, (string?)RowShapes.RowOf(RowShapes.Flat(), record)["_origin"]);

    [Theory]
    [InlineData("7", "000000000000000000000000000000000000000000000007")]
    [InlineData("0007", "000000000000000000000000000000000000000000000007")]
    [InlineData("999999999999999999999999999999999999999999999999", "999999999999999999999999999999999999999999999999")]
    public void Write_SequenceNumber_HasFortyEightDigits(string digits, string expected)
    {
        var shape = RowShapes.Flat();
        var rows = new RecordedRows(shape.Schema);

        shape.Write(WireRecord.Of("{}"u8.ToArray(), sequence: digits), rows);

        Assert.Equal(expected, (string?)rows.Rows[0]["_seq"]);
    }

    [Fact]
    public void Write_CreatedAtBetweenMilliseconds_IsRoundedDown()
    {
        var shape = RowShapes.Flat();
        var rows = new RecordedRows(shape.Schema);

        shape.Write(WireRecord.Of("{}", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero).AddTicks(9_999)), rows);

        Assert.Equal("1767323045678", (string?)rows.Rows[0]["_ts"]);
    }

    [Theory]
    [InlineData("""{"newImage":{"valueCells":{"title":null,"title":null}}}""")]
    [InlineData("""{"newImage":{"valueCells":{"title":null},"staticCells":{"t\u0069tle":null}}}""")]
    [InlineData("""{"newImage":{},"newImage":{}}""")]
    [InlineData("""{"newImage":{"valueCells":{"title":{"value":null,"value":null}}}}""")]
    [InlineData("""{"newImage":{"valueCells":{"title":"Summer"}}}""")]
    [InlineData("""{"newImage":[]}""")]
    [InlineData("""{"valueCells":{}}""")]
    [InlineData("""{"newImage":{"newImage":{}}}""")]
    [InlineData("""{"partitionKeys":[]}""")]
    [InlineData("""{"newImage":{"rowMetadata":{"writeTime":17}}}""")]
    [InlineData("""{"newImage":{"valueCells":{"title":{"metadata":"x"}}}}""")]
    [InlineData("""{"origin":5}""")]
    [InlineData("""{"origin":"\ud800"}""")]
    [InlineData("""{"\ud800":5}""")]
    [InlineData("""{"newImage":{}""")]
    [InlineData("""{"newImage":{}} x""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public void Write_RecordThatIsNone_LeavesNothing(string record)
    {
        var shape = RowShapes.Flat(new FlatSettings { CellMetadata = true });
        var rows = new RecordedRows(shape.Schema);

        var fault = Assert.Throws<UnreadableRecordException>(() => shape.Write(WireRecord.Of(record), rows));

        Assert.StartsWith($"Record {WireRecord.Sequence} of {WireRecord.Shard} cannot be encoded: ", fault.Message, StringComparison.Ordinal);
        Assert.Equal((0, false), (rows.Rows.Count, rows.IsInRow));
        shape.Write(WireRecord.Of("{}"), rows);
        Assert.Single(rows.Rows);
    }

    [Fact]
    public void Write_BytesThatAreNoUtf8_AreUnreadable() =>
        Assert.Throws<UnreadableRecordException>(() => RowShapes.Flat().Write(WireRecord.Of([.. "{\"origin\":\""u8, 0xff, .. "\"}"u8]), new RecordedRows(RowShapes.Flat().Schema)));

    [Fact]
    public void Write_SinkThatFailsAnywhere_IsLeftWithoutARow()
    {
        var shape = RowShapes.Flat(new FlatSettings { OldImage = true, CellMetadata = true, TableName = true });
        var record = WireRecord.Of($$$$$"""{"origin":"USER",{{{{{Keys}}}}},"newImage":{"valueCells":{"title":{{{{{Title}}}}}}},"oldImage":{"valueCells":{"title":{{{{{Title}}}}},"x":null}}}""");
        var whole = new RecordedRows(shape.Schema);
        shape.Write(record, whole);

        for (var call = 0; call < whole.Calls; call++)
        {
            var rows = new RecordedRows(shape.Schema) { FailAfter = call };
            Assert.Throws<IOException>(() => shape.Write(record, rows));
            Assert.Equal((0, false), (rows.Rows.Count, rows.IsInRow));
        }
    }

    [Fact]
    public void Schema_Fields_AreRequiredWhereTheyAreOursAndNeverNull()
    {
        var schema = RowShapes.Flat(new FlatSettings { OldImage = true, CellMetadata = true, TableName = true }).Schema;

        Assert.Equal(
            ["_op", "_ts", "_seq", "_shard", "_lineage", "_origin", "_kind", "_keyspace", "_table"],
            schema.Row.Children.Where(field => field.Field.IsRequired).Select(field => field.Name));
    }

    [Fact]
    public void Schema_ColumnsNamedLikeOurs_MoveOutOfTheWay()
    {
        var names = TypeDocument.Names;
        var schema = new TableSchema { Columns = [.. names.Select(name => new SchemaColumn { Name = name.Column, Type = "int" })] };
        var record = new JsonObject { ["newImage"] = new JsonObject { ["valueCells"] = new JsonObject(names.Select((name, index) => KeyValuePair.Create(name.Column, (JsonNode?)new JsonObject { ["value"] = new JsonObject { ["intT"] = $"{index}" } }))) } };

        var row = RowShapes.RowOf(RowShapes.Flat(new FlatSettings { OldImage = true }, schema: schema), record.ToJsonString());

        Assert.Equal(names.Select((name, index) => (name.Field, $"{index}")), names.Select(name => (name.Field, (string)row[name.Field]!)));
        Assert.Equal("INSERT", (string?)row["_op"]);
        Assert.Equal(names.Count + 9, row.Count);
    }
}
