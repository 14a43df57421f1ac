using System.Buffers;
using KeyspacesStreamer.StreamPod.Formats.Avro;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Avro;

public sealed class AvroNumberTests
{
    // The examples of https://avro.apache.org/docs/1.12.0/specification/#primitive-types-1, and the ends.
    [Theory]
    [InlineData(0, "00")]
    [InlineData(-1, "01")]
    [InlineData(1, "02")]
    [InlineData(-2, "03")]
    [InlineData(-64, "7F")]
    [InlineData(64, "8001")]
    [InlineData(long.MaxValue, "FEFFFFFFFFFFFFFFFF01")]
    [InlineData(long.MinValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Write_Long_IsZigzag(long value, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        AvroNumber.Write(output, value);

        Assert.Equal(expected, Convert.ToHexString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("0", "0200")]
    [InlineData("-1", "02FF")]
    [InlineData("127", "027F")]
    [InlineData("128", "040080")]
    [InlineData("-128", "0280")]
    [InlineData("-129", "04FF7F")]
    [InlineData("170141183460469231731687303715884105727", "207FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("-170141183460469231731687303715884105728", "2080000000000000000000000000000000")]
    public void Write_Decimal_IsAsShortAsItCanBe(string value, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        AvroNumber.Write(output, Int128.Parse(value, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, Convert.ToHexString(output.WrittenSpan));
    }
}
