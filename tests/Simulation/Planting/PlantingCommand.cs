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

    /// <summary>Hunts faults, in a build that holds them.</summary>
    /// <param name="names">Those to hunt; none for all.</param>
    /// <param name="part">Which part of those.</param>
    /// <param name="write">Writes their rows of the document instead of holding them to its bounds.</param>
    /// <param name="threads">Faults hunted at once.</param>
    public static int Hunt(IReadOnlyCollection<string> names, HuntPart part, bool write, int threads) => Saying(() =>
    {
        if (names.Except(PlantedFaults.All.Select(fault => fault.Name)).ToArray() is { Length: > 0 } unknown)
        {
            throw new InvalidOperationException($"No planted fault is called {string.Join(", ", unknown)}.");
        }

        var document = RepositoryRoot.PathOf(PlantedFaultTable.Path);
        var bounds = write ? new Dictionary<string, int>() : PlantedFaultTable.Bounds(File.ReadAllText(document));
        var hunt = new PlantedFaultHunt([.. part.In(PlantedFaults.All.Where(fault => names.Count == 0 || names.Contains(fault.Name)))], fault => bounds.GetValueOrDefault(fault.Name, PlantedFaultTable.Most), Console.WriteLine);
        var caught = hunt.Run(threads);
        if (caught.Where(one => one.Violation is null).ToArray() is { Length: > 0 } escaped)
        {
            throw new InvalidOperationException($"{escaped.Length} of {caught.Count} faults got past the simulation: {string.Join("; ", escaped.Select(one => one.ToString()))}.");
        }

        if (write)
        {
            File.WriteAllText(document, PlantedFaultTable.Write(PlantedFaults.All, caught, File.ReadAllText(document)));
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
