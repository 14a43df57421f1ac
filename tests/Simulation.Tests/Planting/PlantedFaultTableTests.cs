using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Planting;

namespace KeyspacesStreamer.Simulation.Tests.Planting;

/// <summary>Bounds are read back as they were written.</summary>
public sealed class PlantedFaultTableTests
{
    [Theory]
    [InlineData(1, 30)]
    [InlineData(10, 30)]
    [InlineData(11, 90)]
    [InlineData(3_000, 9_000)]
    public void Bounds_OfADocument_LeaveSlack(int schedules, int bound)
    {
        var document = PlantedFaultTable.Write([new PlantedCatch(PlantedFaults.All[0], schedules, new Violation(Invariant.Order, "", TimeSpan.Zero))]);

        var bounds = PlantedFaultTable.Bounds(document);

        Assert.Equal([new(PlantedFaults.All[0].Name, bound)], bounds);
    }
}
