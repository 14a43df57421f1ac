using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Tests.Values;

public sealed class CivilDayTests
{
    [Fact]
    public void Of_EveryDayThatDotNetKnows_IsTheSameDay()
    {
        for (var day = DateOnly.MinValue; day < DateOnly.MaxValue; day = day.AddDays(1))
        {
            var days = day.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
            if (CivilDay.Of(days) != new CivilDay(day.Year, day.Month, day.Day) || new CivilDay(day.Year, day.Month, day.Day).DaysSinceEpoch != days)
            {
                Assert.Fail($"{day:O}: {CivilDay.Of(days)}");
            }
        }
    }

    [Theory]
    [InlineData(int.MinValue, -5877641, 6, 23)]
    [InlineData(int.MaxValue, 5881580, 7, 11)]
    [InlineData(-719529, -1, 12, 31)]
    [InlineData(-719528, 0, 1, 1)]
    [InlineData(2932897, 10000, 1, 1)]
    public void Of_DaysBeyond_AreThoseOfTheCalendar(int days, long year, int month, int day)
    {
        Assert.Equal(new CivilDay(year, month, day), CivilDay.Of(days));
        Assert.Equal(days, new CivilDay(year, month, day).DaysSinceEpoch);
    }

    [Theory]
    [InlineData(2024, 2, 29, true)]
    [InlineData(1900, 2, 29, false)]
    [InlineData(2000, 2, 29, true)]
    [InlineData(0, 2, 29, true)]
    [InlineData(-4, 2, 29, true)]
    [InlineData(-1, 2, 29, false)]
    [InlineData(2026, 4, 31, false)]
    [InlineData(2026, 0, 1, false)]
    [InlineData(2026, 1, 0, false)]
    public void IsValid_DayOfAMonth_IsThatOfItsYear(long year, int month, int day, bool isValid) => Assert.Equal(isValid, new CivilDay(year, month, day).IsValid);
}
