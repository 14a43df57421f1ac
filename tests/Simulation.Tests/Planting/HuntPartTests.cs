using KeyspacesStreamer.Simulation.Planting;

namespace KeyspacesStreamer.Simulation.Tests.Planting;

public sealed class HuntPartTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1_000)]
    public void In_AllParts_HoldEveryFaultOnce(int parts)
    {
        var hunted = Enumerable.Range(1, parts).SelectMany(part => new HuntPart(part, parts).In(PlantedFaults.All));

        Assert.Equal(PlantedFaults.All.Select(fault => fault.Name).Order(), hunted.Select(fault => fault.Name).Order());
    }

    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("2/4", 2, 4)]
    public void TryParse_Part_IsRead(string text, int number, int of) => Assert.Equal(new HuntPart(number, of), HuntPart.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("-1/4")]
    [InlineData("1/4/2")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.Null(HuntPart.TryParse(text));
}
