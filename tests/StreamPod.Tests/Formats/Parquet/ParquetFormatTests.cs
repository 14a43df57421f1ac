using System.Buffers;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Tests.Formats.Rows;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Parquet;

public sealed class ParquetFormatTests
{
    private static readonly RowSchema Schema = new("t", [new Field("n", FieldType.Of(FieldKind.Int32), IsRequired: true), new Field("s", FieldType.Of(FieldKind.String))]);

    [Theory]
    [InlineData(ObjectCompression.None)]
    [InlineData(ObjectCompression.Gzip)]
    [InlineData(ObjectCompression.Zstd)]
    [InlineData(ObjectCompression.Snappy)]
    public void File_SameRows_IsTheSameBytes(ObjectCompression codec)
    {
        var written = FormatCases.All.Single(one => one.Name == "chance_2");

        Assert.Equal(FormatFiles.Bytes(written, ObjectFormat.Parquet, codec), FormatFiles.Bytes(written, ObjectFormat.Parquet, codec));
    }

    [Fact]
    public void Null_RequiredField_IsRefused()
    {
        var written = new FormatCase("null", Schema).Row(null, null);

        Assert.Throws<ArgumentException>(() => FormatFiles.Bytes(written, ObjectFormat.Parquet, ObjectCompression.None));
    }

    [Fact]
    public void Writer_TellsWhatItHolds()
    {
        var rows = new ScriptedRows(Schema);
        using var writer = new ParquetFormat(rows, ObjectCompression.Zstd, rowGroupBytes: 1_000_000).Open(new ArrayBufferWriter<byte>());
        rows.Add([1, new string('x', 600_000)]);
        rows.Add([2, new string('y', 600_000)]);
        rows.Add([3, "z"]);

        var atFirst = writer.HeldBytes;
        writer.Append(default);
        var afterOne = writer.HeldBytes;
        writer.Append(default);
        var afterGroup = writer.HeldBytes;
        writer.Append(default);
        writer.Complete();

        Assert.Equal(0, atFirst);
        Assert.InRange(afterOne, 1_200_000, 4_000_000);
        Assert.InRange(afterGroup, 128 * 1024, 4_000_000);
        Assert.Equal(0, writer.HeldBytes);
    }

    [Fact]
    public void Dispose_InTheMiddle_WritesNothingMore()
    {
        var rows = new ScriptedRows(Schema);
        var output = new ArrayBufferWriter<byte>();
        var writer = new ParquetFormat(rows, ObjectCompression.Zstd, rowGroupBytes: 1).Open(output);
        rows.Add([1, "a"]);
        writer.Append(default);
        var before = output.WrittenCount;

        writer.Dispose();

        Assert.Equal(before, output.WrittenCount);
    }

    [Theory]
    [InlineData("floating_point", "c0", "-Infinity", "Infinity", "0")]
    [InlineData("floating_point", "c1", "-Infinity", "Infinity", "0")]
    [InlineData("scalars", "c0", "false", "true", "1")]
    [InlineData("scalars", "c1", "-2147483648", "2147483647", "1")]
    [InlineData("scalars", "c2", "-9223372036854775808", "9223372036854775807", "1")]
    [InlineData("scalars", "c7", "0", "86399999999999", "1")]
    [InlineData("uuids", "c0", "00112233-4455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899-aabbccddeeff", "1")]
    public async Task Statistics_AreThoseOfTheValues(string name, string column, string min, string max, string nulls)
    {
        var chunk = Assert.Single(await FactsAsync(name), fact => (string?)fact["column"] == column);

        Assert.Equal((min, max, nulls), ((string?)chunk["min"], (string?)chunk["max"], (string?)chunk["nulls"]));
    }

    [Fact]
    public async Task Statistics_OnlyNaN_AreNone()
    {
        var written = new FormatCase("nan", new RowSchema("t", [new Field("c0", FieldType.Of(FieldKind.Double))])).Row(double.NaN).Row(double.NaN);

        var chunk = Assert.Single(await FactsAsync(written), fact => (string?)fact["column"] == "c0");

        Assert.Equal((null, null), ((string?)chunk["min"], (string?)chunk["max"]));
    }

    [Fact]
    public async Task RowGroups_EndWithTheRowThatFillsThem()
    {
        var chunks = (await FactsAsync("many_groups")).Where(fact => (string?)fact["column"] == "c0").ToList();

        Assert.InRange(chunks.Count, 10, 99);
        Assert.Equal(100, chunks.Sum(chunk => int.Parse((string)chunk["rows"]!, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task File_HasIndexesDictionariesCodecAndFieldIds()
    {
        var facts = await FactsAsync("scalars");

        Assert.All(facts.Where(fact => fact["column"] is not null), fact => Assert.True((bool)fact["hasPageIndex"]! && (string?)fact["codec"] == "ZSTD"));
        Assert.Contains("RLE_DICTIONARY", Assert.Single(facts, fact => (string?)fact["column"] == "c3")["encodings"]!.AsArray().Select(encoding => (string?)encoding));
        Assert.Equal(
            ParquetFieldIds.Of(FormatCases.All.Single(one => one.Name == "scalars").Schema).Skip(1),
            facts.Where(fact => fact["field"] is not null && fact["id"] is not null).Select(fact => (int)fact["id"]!));
    }

    [Fact]
    public async Task Decimals_AreAsSmallAsTheirPrecision()
    {
        var fields = (await FactsAsync("decimals")).Where(fact => (string?)fact["logical"] == "DECIMAL").Select(fact => $"{fact["type"]} {fact["length"]}".Trim());

        string[] expected = ["INT32", "INT32", "INT32", "INT64", "INT64", "FIXED_LEN_BYTE_ARRAY 9", "FIXED_LEN_BYTE_ARRAY 12", "FIXED_LEN_BYTE_ARRAY 16", "FIXED_LEN_BYTE_ARRAY 16"];
        Assert.Equal(expected.SelectMany(form => Enumerable.Repeat(form, 3)), fields);
    }

    private static Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> FactsAsync(string name) => FactsAsync(FormatCases.All.Single(one => one.Name == name));

    private static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> FactsAsync(FormatCase written)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("file.parquet");
        await File.WriteAllBytesAsync(path, FormatFiles.Bytes(written, ObjectFormat.Parquet, ObjectCompression.Zstd), TestContext.Current.CancellationToken);
        return (await ForeignReaders.ReadAsync("facts", [path]))[path];
    }
}
