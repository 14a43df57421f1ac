using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>Durations are read in the forms people write and written in one.</summary>
public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500, "500ms")]
    [InlineData("60s", 60_000, "1m")]
    [InlineData("15m", 900_000, "15m")]
    [InlineData("1h", 3_600_000, "1h")]
    [InlineData("1m30s", 90_000, "90s")]
    [InlineData("1h1ms", 3_600_001, "3600001ms")]
    [InlineData("00:01:00", 60_000, "1m")]
    [InlineData("0s", 0, "0s")]
    public void TryParse_ThenFormat_GivesTheLargestExactUnit(string text, long milliseconds, string canonical)
    {
        Assert.True(DurationText.TryParse(text, out var duration));

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
        Assert.Equal(canonical, DurationText.Format(duration));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("60")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData("1s1m")]
    [InlineData("1s1s")]
    [InlineData("1d")]
    [InlineData("999999999999999h")]
    [InlineData("9999999999999999s")]
    [InlineData("1:00")]
    [InlineData("-00:01:00")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(45, "45s")]
    [InlineData(60, "1m")]
    [InlineData(785, "13m5s")]
    [InlineData(3600, "1h")]
    [InlineData(3659, "1h")]
    [InlineData(7985, "2h13m")]
    [InlineData(90_000, "25h")]
    public void Brief_ShowsTheTwoLargestUnits(int seconds, string text)
    {
        Assert.Equal(text, DurationText.Brief(TimeSpan.FromSeconds(seconds)));
        Assert.True(DurationText.TryParse(text, out _));
    }

    [Fact]
    public void Format_TicksBelowAMillisecond_KeepsThem() => Assert.Equal("00:00:00.0000001", DurationText.Format(TimeSpan.FromTicks(1)));
}
