using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>The two halves of proving that the simulation finds faults: planting them into a copy, and hunting them in the build of that copy.</summary>
internal static class PlantingCommand
{
    /// <summary>Copies the tree into a folder and plants all faults there.</summary>
    public static int Plant(string folder) => Saying(() =>
    {
        new Planter(RepositoryRoot.Path, PlantedFaults.All).Plant(folder);
        return ExitCodes.Ok;
    });

    /// <summary>Hunts every fault, in a build that holds them.</summary>
    /// <param name="write">Writes the document anew instead of holding the faults to its bounds.</param>
    /// <param name="threads">Faults hunted at once.</param>
    public static int Hunt(bool write, int threads) => Saying(() =>
    {
        var document = RepositoryRoot.PathOf(PlantedFaultTable.Path);
        var bounds = write ? new Dictionary<string, int>() : PlantedFaultTable.Bounds(File.ReadAllText(document));
        var hunt = new PlantedFaultHunt(PlantedFaults.All, fault => bounds.GetValueOrDefault(fault.Name, PlantedFaultTable.Most), Console.WriteLine);
        var caught = hunt.Run(threads);
        if (caught.Where(one => one.Violation is null).ToArray() is { Length: > 0 } escaped)
        {
            throw new InvalidOperationException($"{escaped.Length} of {caught.Count} faults got past the simulation: {string.Join("; ", escaped.Select(one => one.ToString()))}.");
        }

        if (write)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(document)!); // a file has a folder
            File.WriteAllText(document, PlantedFaultTable.Write(caught));
        }

        Console.WriteLine($"All {caught.Count} faults were caught.");
        return ExitCodes.Ok;
    });

    private static int Saying(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (InvalidOperationException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return ExitCodes.VerificationFailed;
        }
    }
}
