using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>Sizes are read in the forms people write and written in one.</summary>
public sealed class SizeTextTests
{
    [Theory]
    [InlineData("0", 0, "0")]
    [InlineData("1000", 1000, "1000")]
    [InlineData("64Ki", 65536, "64Ki")]
    [InlineData("1024Ki", 1048576, "1Mi")]
    [InlineData("1Gi", 1073741824, "1Gi")]
    [InlineData("2Ti", 2199023255552, "2Ti")]
    public void TryParse_ThenFormat_GivesTheLargestExactUnit(string text, long bytes, string canonical)
    {
        Assert.True(SizeText.TryParse(text, out var found));

        Assert.Equal(bytes, found);
        Assert.Equal(canonical, SizeText.Format(found));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mi")]
    [InlineData("-1")]
    [InlineData("1.5Gi")]
    [InlineData("64MB")]
    [InlineData("64 Mi")]
    [InlineData("9999999Ti")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(SizeText.TryParse(text, out _));
}
