using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Tests.Formats.Rows;
using KeyspacesStreamer.Testing.Reading;

namespace KeyspacesStreamer.StreamPod.Tests.Formats;

/// <summary>Readers of other makes find in our files exactly what was written: hyparquet and DuckDB in Parquet, avsc and Apache's own library in Avro.</summary>
public sealed class ForeignReaderTests(FormatFiles files) : IClassFixture<FormatFiles>
{
    public static TheoryData<string, ObjectFormat, string, ObjectCompression> Cases
    {
        get
        {
            var cases = new TheoryData<string, ObjectFormat, string, ObjectCompression>();
            foreach (var (reader, format) in new[] { ("hyparquet", ObjectFormat.Parquet), ("duckdb", ObjectFormat.Parquet), ("avsc", ObjectFormat.Avro), ("avro", ObjectFormat.Avro) })
            {
                foreach (var (written, codec) in FormatFiles.Of(format).Where(file => reader != "duckdb" || file.Case.WhyNotDuckDb is null))
                {
                    cases.Add(reader, format, written.Name, codec);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Reader_FindsWhatWasWritten(string reader, ObjectFormat format, string name, ObjectCompression codec)
    {
        ForeignReaders.SkipUnlessInstalled();
        var written = FormatCases.All.Single(one => one.Name == name);

        var found = await files.FoundByAsync(reader, format, written, codec);

        Assert.Equal(Short(written.Expected), Short(found));
        Assert.All(written.Expected.Zip(found), pair => Assert.True(JsonNode.DeepEquals(pair.First, pair.Second), DifferenceOf(pair.First, pair.Second)));
    }

    private static string Short(IReadOnlyList<JsonNode> rows) => rows is [JsonValue error] ? error.ToString() : $"{rows.Count} rows";

    private static string DifferenceOf(JsonObject expected, JsonNode found)
    {
        var member = expected.FirstOrDefault(pair => !JsonNode.DeepEquals(pair.Value, found[pair.Key])).Key ?? "other members";
        return $"{member}: expected {Shortened(expected[member])}, found {Shortened(found[member])}";
    }

    private static string Shortened(JsonNode? value) => value?.ToJsonString() is not { } text ? "null" : text.Length > 300 ? $"{text[..300]}..." : text;
}
