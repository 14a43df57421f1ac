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
        var document = PlantedFaultTable.Write(PlantedFaults.All, [CatchOf(0, schedules)], "");

        var bounds = PlantedFaultTable.Bounds(document);

        Assert.Equal([new(PlantedFaults.All[0].Name, bound)], bounds);
    }

    [Fact]
    public void Write_OfSomeFaults_LeavesTheRowsOfTheOthersInOrder()
    {
        var document = PlantedFaultTable.Write(PlantedFaults.All, [CatchOf(0, 10), CatchOf(2, 10)], "");

        var bounds = PlantedFaultTable.Bounds(PlantedFaultTable.Write(PlantedFaults.All, [CatchOf(1, 1_000), CatchOf(2, 1_000)], document));

        Assert.Equal([new(PlantedFaults.All[0].Name, 30), new(PlantedFaults.All[1].Name, 3_000), new(PlantedFaults.All[2].Name, 3_000)], bounds);
    }

    private static PlantedCatch CatchOf(int fault, int schedules) => new(PlantedFaults.All[fault], schedules, new Violation(Invariant.Order, "", TimeSpan.Zero));
}
