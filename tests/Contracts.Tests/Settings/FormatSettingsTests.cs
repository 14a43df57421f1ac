using System.Text;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>Formats, shapes, compressions, columns and the table's schema: what goes together, and what is said of the rest.</summary>
public sealed class FormatSettingsTests
{
    private const string Schema = """
        {"columns":[{"name":"id","type":"uuid","kind":"PartitionKey"},{"name":"price","type":"frozen<list<decimal>>"},{"name":"big","type":"varint"},{"name":"odd","type":"vector<float, 3>"}]}
        """;

    [Theory]
    [InlineData("JsonLines", "Native", ObjectCompression.None)]
    [InlineData("JsonLines", "Flat", ObjectCompression.None)]
    [InlineData("Avro", "Debezium", ObjectCompression.Zstd)]
    [InlineData("Parquet", "Flat", ObjectCompression.Zstd)]
    public void Read_WithoutCompression_IsThatOfTheFormat(string format, string record, ObjectCompression compression)
    {
        var settings = Read($$"""{"format":"{{format}}","record":"{{record}}"}""").Settings;

        Assert.Equal(compression, settings?.Destination.Compression);
    }

    [Theory]
    [InlineData("""{"format":"Parquet"}""", "destination.record", "Parquet holds typed rows: write Flat or Debezium, or JsonLines as destination.format.")]
    [InlineData("""{"format":"Avro","record":"Native"}""", "destination.record", "Avro holds typed rows: write Flat or Debezium, or JsonLines as destination.format.")]
    [InlineData("""{"compression":"Snappy"}""", "destination.compression", "with JsonLines write None or Gzip or GzipFile or Zstd.")]
    [InlineData("""{"format":"Avro","record":"Flat","compression":"GzipFile"}""", "destination.compression", "with Avro write None or Gzip or Zstd.")]
    [InlineData("""{"flat":{}}""", "destination.flat", "leave it out, or write Flat as destination.record, which is Native.")]
    [InlineData("""{"record":"Debezium","flat":{"oldImage":true}}""", "destination.flat", "leave it out, or write Flat as destination.record, which is Debezium.")]
    [InlineData("""{"columns":{"id":{"as":"Uuid"}}}""", "destination.columns", "leave it out, or write Flat or Debezium as destination.record, which is Native.")]
    [InlineData("""{"record":"Flat","columns":{"price":{"decimal":{"precision":3,"scale":4}}}}""", "destination.columns.price.decimal.scale", "write at most the precision, 3.")]
    [InlineData("""{"record":"Flat","columns":{"price":{"decimal":{"precision":39,"scale":1}}}}""", "destination.columns.price.decimal.precision", "write a whole number from 1 to 38.")]
    [InlineData("""{"record":"Flat","columns":{"price":{"decimal":{"scale":1}}}}""", "destination.columns.price.decimal.precision", "required; write 1 to 38 digits.")]
    [InlineData("""{"record":"Flat","columns":{"nobody":{"as":"Uuid"}}}""", "destination.columns.nobody", "the table has no column nobody. Write one that it has:")]
    [InlineData("""{"record":"Flat","columns":{"big":{"as":"Uuid"}}}""", "destination.columns.big", "column big is of type varint; as: Uuid is for uuid and timeuuid.")]
    [InlineData("""{"record":"Flat","columns":{"id":{"decimal":{"precision":3,"scale":1}}}}""", "destination.columns.id", "column id is of type uuid; decimal: is for decimal.")]
    public void Read_WhatDoesNotGoTogether_IsToldOnce(string destination, string path, string message)
    {
        var problem = Assert.Single(Read(destination).Problems);

        Assert.Equal(path, problem.Path);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OptionsOfPartsAndOfUnknownTypes_AreTaken()
    {
        var columns = Read("""{"record":"Flat","columns":{"price":{"decimal":{"precision":12,"scale":2}},"odd":{"as":"String"},"big":{"as":"String"}}}""").Settings?.Destination.Columns;

        Assert.Equal(new DecimalDigits { Precision = 12, Scale = 2 }, columns?["price"].Decimal);
        Assert.Equal((ColumnForm.String, ColumnForm.String), (columns?["odd"].As, columns?["big"].As));
    }

    [Theory]
    [InlineData("""{"columns":[]}""", "source.schema.columns", "write all columns of the table, those of its partition key with kind PartitionKey.")]
    [InlineData("""{"columns":[{"name":"a","type":"int","kind":"PartitionKey"},{"name":"a","type":"int"}]}""", "source.schema.columns", "appears twice; keep one.")]
    [InlineData("""{"columns":[{"name":"a","type":"int","kind":"PartitionKey"},{"name":"b"}]}""", "source.schema.columns[1].type", "required; write the column's type in CQL, map<text, int> for example.")]
    [InlineData("""{"columns":[{"name":"a","type":"int","kind":"Key"}]}""", "source.schema.columns[0].kind", "write PartitionKey or ClusteringKey or Static or Regular.")]
    public void Read_BrokenSchema_IsToldByItsPlace(string schema, string path, string message)
    {
        var problems = Read("{}", schema).Problems;

        Assert.Contains((path, message), problems.Select(problem => (problem.Path, problem.Message)));
    }

    [Fact]
    public void Write_ColumnsInAnotherOrder_IsTheSame()
    {
        const string Other = """
            {"columns":[{"name":"odd","type":"vector<float, 3>"},{"name":"big","type":"varint"},{"name":"id","type":"uuid","kind":"PartitionKey"},{"name":"price","type":"frozen<list<decimal>>"}]}
            """;

        Assert.Equal(SettingsHash.Of(Read("{}").Settings!), SettingsHash.Of(Read("{}", Other).Settings!)); // sound: no problems are asserted elsewhere
    }

    private static SettingsResult Read(string destination, string schema = Schema)
    {
        var whole = JsonNode.Parse(destination)!.AsObject();
        whole["bucket"] = "keyspaces-data-1a2b3c4d";
        var document = new JsonObject
        {
            ["resource"] = new JsonObject { ["name"] = "media" },
            ["source"] = new JsonObject { ["keyspace"] = "media", ["table"] = "media_content", ["region"] = "eu-west-1", ["schema"] = JsonNode.Parse(schema) },
            ["destination"] = whole,
            ["checkpoint"] = new JsonObject { ["table"] = "leases" },
        };
        return SettingsDocument.Read(Encoding.UTF8.GetBytes(document.ToJsonString()));
    }
}
