using System.Globalization;
using KeyspacesStreamer.StreamPod.Formats;

namespace KeyspacesStreamer.StreamPod.Tests.Formats;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0, "0")]
    [InlineData("0", 2, "0.00")]
    [InlineData("5", 2, "0.05")]
    [InlineData("-5", 2, "-0.05")]
    [InlineData("-12345", 2, "-123.45")]
    [InlineData("100", 2, "1.00")]
    [InlineData("99999999999999999999999999999999999999", 38, "0.99999999999999999999999999999999999999")]
    [InlineData("-99999999999999999999999999999999999999", 0, "-99999999999999999999999999999999999999")]
    public void WriteDecimal_Digits_StandAroundThePoint(string unscaled, int scale, string expected)
    {
        Span<byte> text = stackalloc byte[NumberText.Longest];

        var length = NumberText.WriteDecimal(text, Int128.Parse(unscaled, CultureInfo.InvariantCulture), scale);

        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(text[..length]));
    }

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e16, "10000000000000000.0")]
    [InlineData(1e23, "1E+23")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(-double.MaxValue, "-1.7976931348623157E+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void WriteDouble_Value_IsNeverAWholeNumber(double value, string expected)
    {
        Span<byte> text = stackalloc byte[NumberText.Longest];

        var length = NumberText.WriteDouble(text, value);

        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(text[..length]));
    }

    [Fact]
    public void WriteFloat_Value_IsTheShortestOfItsKind()
    {
        Span<byte> text = stackalloc byte[NumberText.Longest];

        var length = NumberText.WriteFloat(text, 0.1f);

        Assert.Equal("0.1", System.Text.Encoding.ASCII.GetString(text[..length]));
    }
}
