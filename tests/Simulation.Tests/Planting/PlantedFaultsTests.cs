using KeyspacesStreamer.Simulation.Planting;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Simulation.Tests.Planting;

/// <summary>The planted faults fit the pod as it is, and the document as it was written.</summary>
public sealed class PlantedFaultsTests
{
    private static string Document => File.ReadAllText(RepositoryRoot.PathOf(PlantedFaultTable.Path));

    [Fact]
    public void All_InTheTreeAsItIs_CanBePlanted()
    {
        var planter = new Planter(RepositoryRoot.Path, PlantedFaults.All);

        var problems = planter.Problems();

        Assert.Empty(problems);
    }

    [Fact]
    public void All_Names_AreUnique()
    {
        var names = PlantedFaults.All.Select(fault => fault.Name);

        Assert.Distinct(names);
    }

    [Fact]
    public void All_Places_HaveASwitchOfTheFaultsName()
    {
        var places = PlantedFaults.All.SelectMany(fault => fault.Edits.Select(edit => (fault.Name, edit.Replace)));

        Assert.All(places, place => Assert.Contains($"Planted.Is(\"{place.Name}\")", place.Replace, StringComparison.Ordinal));
    }

    [Fact]
    public void Document_Faults_AreThoseThatArePlanted()
    {
        var documented = PlantedFaultTable.Bounds(Document).Keys;

        Assert.Equal(PlantedFaults.All.Select(fault => fault.Name).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }
}
