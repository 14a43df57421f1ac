using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Avro;

public sealed class AvroFormatTests
{
    private static readonly RowSchema Schema = new("t", [new Field("n", FieldType.Of(FieldKind.Int32), IsRequired: true), new Field("s", FieldType.Of(FieldKind.String))]);

    [Fact]
    public void File_IsThatOfTheSpecification()
    {
        var file = FormatFiles.Bytes(new FormatCase("one", Schema).Row(-1, "ab").Row(64, null), ObjectFormat.Avro, ObjectCompression.None);

        byte[] rows = [1, 2, 4, (byte)'a', (byte)'b', 0x80, 1, 0];
        byte[] header = [.. "Obj\u0001\u0004\u0014avro.codec\u0008null\u0016avro.schema"u8, .. LengthOf(AvroSchema.JsonOf(Schema)), .. AvroSchema.JsonOf(Schema), 0];
        var marker = SHA256.HashData([.. header, .. rows])[..16];
        Assert.Equal(Convert.ToHexString([.. header, .. marker, 4, (byte)(rows.Length * 2), .. rows, .. marker]), Convert.ToHexString(file));
    }

    [Fact]
    public void File_WithoutRows_IsAHeader()
    {
        var file = FormatFiles.Bytes(new FormatCase("none", Schema), ObjectFormat.Avro, ObjectCompression.Zstd);

        Assert.EndsWith("}", Encoding.Latin1.GetString(file.AsSpan(..^17)), StringComparison.Ordinal);
    }

    [Fact]
    public void Marker_OtherRows_IsAnother()
    {
        var one = FormatFiles.Bytes(new FormatCase("one", Schema).Row(1, "a"), ObjectFormat.Avro, ObjectCompression.None);
        var other = FormatFiles.Bytes(new FormatCase("other", Schema).Row(2, "a"), ObjectFormat.Avro, ObjectCompression.None);

        Assert.NotEqual(one[^16..], other[^16..]);
    }

    [Theory]
    [InlineData(ObjectCompression.None)]
    [InlineData(ObjectCompression.Gzip)]
    [InlineData(ObjectCompression.Zstd)]
    public void File_SameRows_IsTheSameBytes(ObjectCompression codec)
    {
        var written = FormatCases.All.Single(one => one.Name == "chance_2");

        Assert.Equal(FormatFiles.Bytes(written, ObjectFormat.Avro, codec), FormatFiles.Bytes(written, ObjectFormat.Avro, codec));
    }

    [Fact]
    public void Null_RequiredField_IsRefused()
    {
        var written = new FormatCase("null", Schema).Row(null, null);

        Assert.Throws<ArgumentException>(() => FormatFiles.Bytes(written, ObjectFormat.Avro, ObjectCompression.None));
    }

    [Fact]
    public void Writer_BlocksAreFull_ThenItHoldsNoMore()
    {
        var rows = new ScriptedRows(Schema);
        using var writer = new AvroFormat(rows, ObjectCompression.Zstd, blockBytes: 1024).Open(new ArrayBufferWriter<byte>());
        rows.Add([1, new string('x', 100_000)]);
        rows.Add([1, "a"]);

        writer.Append(default);
        var afterLarge = writer.HeldBytes;
        writer.Append(default);

        Assert.Equal(0, afterLarge);
        Assert.InRange(writer.HeldBytes, 1, 1024);
    }

    private static byte[] LengthOf(byte[] text)
    {
        var output = new ArrayBufferWriter<byte>();
        AvroNumber.Write(output, (long)text.Length);
        return output.WrittenSpan.ToArray();
    }
}
