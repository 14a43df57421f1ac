using System.Buffers;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Tests.Shapes;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Tests.Verification.Contents;

/// <summary>A file of Avro that does not keep to its own words is named with the place and the fault.</summary>
public sealed class AvroRecordsTests
{
    private const int MarkerBytes = 16;

    private readonly WrittenObject _written = new("Avro/Flat/None") { IsCutSmall = true };
    private readonly byte[] _sound;

    public AvroRecordsTests() => _sound = _written.Bytes("10", "20", "30");

    [Fact]
    public async Task OtherMagic_IsNoAvroFile()
    {
        _sound[3] = 2;

        await UnreadableAsync(_sound, "does not begin as an Avro file does.");
    }

    [Fact]
    public async Task OtherMarkerAfterABlock_IsNamed()
    {
        _sound[^1] ^= 1;

        await UnreadableAsync(_sound, "cannot be read in its block 3: it does not end with the marker of the file.");
    }

    [Fact]
    public async Task BytesBehindTheLastBlock_AreABlockThatDoesNotEnd() =>
        await UnreadableAsync([.. _sound, 0], "cannot be read in its block 4: it ends too early.");

    [Fact]
    public async Task BlockCutShort_EndsTooEarly() =>
        await UnreadableAsync(_sound[..^MarkerBytes], "cannot be read in its block 3: it ends too early.");

    [Theory]
    [InlineData(0, "says that it holds 0 rows.")]
    [InlineData(-1, "says that it holds -1 rows.")]
    [InlineData(2, "holds more than the 2 rows that it says.")]
    [InlineData(4, "says that it holds 4 rows, and holds 3.")]
    public async Task BlockOfOtherCount_IsNamed(int rows, string fault) =>
        await UnreadableAsync(FileOf("{}"u8.ToArray(), rows), "cannot be read in its block 1: it " + fault);

    [Theory]
    [InlineData("{", "has a schema that is none of Avro.")]
    [InlineData("\"row\"", "has a type 'row' in its schema that it does not define before.")]
    [InlineData("""{"type":"record","name":"flat","fields":[{"name":"x","type":"flat"}]}""", "has a type 'flat' in its schema that it does not define before.")]
    [InlineData("""{"type":"record","name":"flat","fields":[{"name":"_seq","type":"string"}]}""", "has no field _shard of text in its schema.")]
    [InlineData("""{"type":"record","name":"flat","fields":[{"name":"_seq","type":"long"},{"name":"_shard","type":"string"}]}""", "has no field _seq of text in its schema.")]
    [InlineData("\"long\"", "has no field _seq of text in its schema.")]
    public async Task OtherSchema_IsNamed(string schema, string fault) =>
        await UnreadableAsync(FileOf(System.Text.Encoding.UTF8.GetBytes(schema), 3), fault);

    /// <summary>Two bytes that say so many values follow: whoever believes them reads for years.</summary>
    [Fact]
    public async Task ValuesThatTakeNoBytes_AreNotCounted()
    {
        const string Schema = """{"type":"record","name":"flat","fields":[{"name":"no","type":{"type":"array","items":"null"}},{"name":"_seq","type":"string"},{"name":"_shard","type":"string"}]}""";
        var block = new ArrayBufferWriter<byte>();
        AvroNumber.Write(block, long.MaxValue);
        AvroNumber.Write(block, 0L);

        await UnreadableAsync(FileOf(System.Text.Encoding.UTF8.GetBytes(Schema), 1, block.WrittenSpan), "cannot be read in its block 1: it ends within a value.");
    }

    private static byte[] FileOf(byte[] schema, int rows)
    {
        using var block = new PooledArray<byte>();
        var (sink, shape) = (new AvroRowSink(block), RowShapes.Flat());
        for (var row = 0; row < 3; row++)
        {
            shape.Write(WireRecord.Of("""{"origin":"USER","partitionKeys":{"content_id":{"uuidT":"6285e86b-d054-4cbc-a422-da56c08c0260"}},"clusteringKeys":{"seq":{"intT":"7"}}}"""), sink);
        }

        return FileOf(schema is [(byte)'{', (byte)'}'] ? AvroSchema.JsonOf(shape.Schema) : schema, rows, block.Written);
    }

    private static byte[] FileOf(byte[] schema, int rows, ReadOnlySpan<byte> block)
    {
        var output = new ArrayBufferWriter<byte>();
        new AvroContainer(schema, ObjectCompression.None, output).WriteBlock(rows, block);
        return output.WrittenSpan.ToArray();
    }

    private async Task UnreadableAsync(byte[] file, string fault)
    {
        var violations = await _written.ViolationsAsync(file);

        Assert.Contains((ViolationKind.UnreadableRecord, $"{WrittenObject.Key} {fault}"), violations.Select(violation => (violation.Kind, violation.Message)));
    }
}
