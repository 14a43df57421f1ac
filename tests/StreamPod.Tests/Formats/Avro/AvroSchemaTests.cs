using System.Text;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Avro;

public sealed class AvroSchemaTests
{
    [Theory]
    [InlineData(FieldKind.Boolean, "\"boolean\"")]
    [InlineData(FieldKind.Int32, "\"int\"")]
    [InlineData(FieldKind.Int64, "\"long\"")]
    [InlineData(FieldKind.Float, "\"float\"")]
    [InlineData(FieldKind.Double, "\"double\"")]
    [InlineData(FieldKind.String, "\"string\"")]
    [InlineData(FieldKind.Bytes, "\"bytes\"")]
    [InlineData(FieldKind.Uuid, """{"type":"fixed","logicalType":"uuid","name":"uuid","size":16}""")]
    [InlineData(FieldKind.Date, """{"type":"int","logicalType":"date"}""")]
    [InlineData(FieldKind.Timestamp, """{"type":"long","logicalType":"timestamp-millis"}""")]
    [InlineData(FieldKind.Time, """{"type":"long","cql":"time","unit":"nanoseconds"}""")]
    public void JsonOf_Scalar_IsTheTypeOfAvro(FieldKind kind, string type) => Assert.Equal(RowOf(type), JsonOf(FieldType.Of(kind)));

    [Fact]
    public void JsonOf_Decimal_TellsItsDigits() =>
        Assert.Equal(RowOf("""{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}"""), JsonOf(FieldType.Decimal(12, 2)));

    [Fact]
    public void JsonOf_List_HasElementsThatMayBeNull() =>
        Assert.Equal(RowOf("""{"type":"array","items":["null","int"]}"""), JsonOf(FieldType.List(FieldType.Of(FieldKind.Int32))));

    [Fact]
    public void JsonOf_MapByText_IsAMap() =>
        Assert.Equal(RowOf("""{"type":"map","values":["null","int"]}"""), JsonOf(FieldType.Map(FieldType.Of(FieldKind.String), FieldType.Of(FieldKind.Int32))));

    [Fact]
    public void JsonOf_MapByOther_IsAnArrayOfEntries() => Assert.Equal(
        RowOf("""{"type":"array","logicalType":"map","items":{"type":"record","name":"t_c","fields":[{"name":"key","type":"int"},{"name":"value","type":["null","int"],"default":null}]}}"""),
        JsonOf(FieldType.Map(FieldType.Of(FieldKind.Int32), FieldType.Of(FieldKind.Int32))));

    [Fact]
    public void JsonOf_Struct_IsARecordNamedByItsPathAndKeepsTheNamesOfCql() => Assert.Equal(
        RowOf("""{"type":"record","name":"t_c","fields":[{"name":"a_u0020b","cql":"a b","type":"int"}]}"""),
        JsonOf(FieldType.Struct(new Field("a b", FieldType.Of(FieldKind.Int32), IsRequired: true))));

    private static string RowOf(string type) =>
        $$"""{"type":"record","name":"t","namespace":"keyspaces_streamer","fields":[{"name":"c","type":["null",{{type}}],"default":null}]}""";

    private static string JsonOf(FieldType type) => Encoding.UTF8.GetString(AvroSchema.JsonOf(new RowSchema("t", [new Field("c", type)])));
}
