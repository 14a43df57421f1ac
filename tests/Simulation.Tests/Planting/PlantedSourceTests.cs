using KeyspacesStreamer.Simulation.Planting;

namespace KeyspacesStreamer.Simulation.Tests.Planting;

/// <summary>Faults are planted where they belong, or refused.</summary>
public sealed class PlantedSourceTests
{
    [Fact]
    public void Plant_TwoPlaces_ChangesBoth()
    {
        var source = new PlantedSource("Lease.cs", "one two three");

        Plant(source, "last", "three", "3");
        Plant(source, "first", "one", "eleven");

        Assert.Equal("eleven two 3", source.ToString());
        Assert.Empty(source.Problems);
    }

    [Theory]
    [InlineData("four", "late cannot be planted into Lease.cs: its text does not occur.")]
    [InlineData("o", "late cannot be planted into Lease.cs: its text occurs more than once.")]
    [InlineData("wo th", "late cannot be planted into Lease.cs: its text overlaps with that of early.")]
    public void Plant_TextThatDoesNotFit_IsRefused(string find, string problem)
    {
        var source = new PlantedSource("Lease.cs", "one two three");
        Plant(source, "early", "two", "2");

        Plant(source, "late", find, "");

        Assert.Equal([problem], source.Problems);
    }

    private static void Plant(PlantedSource source, string name, string find, string replace)
    {
        var fault = new PlantedFault { Name = name, What = "", File = "Lease.cs", Find = find, Replace = replace };
        source.Plant(fault, fault.Edits[0]);
    }
}
