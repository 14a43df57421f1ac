namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>Copies what the simulation needs of the tree into a folder and plants all faults there; the tree itself stays as it is.</summary>
internal sealed class Planter(string root, IReadOnlyList<PlantedFault> faults)
{
    private const string Pod = "src/StreamPod";

    private static readonly string[] Folders = ["src/AwsAccess", "src/Contracts", "src/Hosting", "src/KeyspacesStreams", Pod, "tests/Testing", "tests/Simulation"];

    private static readonly string[] Files =
        ["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "eng/BannedSymbols.txt", "eng/Container.props"];

    /// <summary>All reasons why faults do not fit into the tree as it is.</summary>
    public IReadOnlyList<string> Problems() => [.. Sources().Values.SelectMany(source => source.Problems)];

    /// <exception cref="InvalidOperationException">Some faults do not fit; the message names all of them.</exception>
    public void Plant(string folder)
    {
        if (Problems() is { Count: > 0 } problems)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        }

        Clear(folder);
        Array.ForEach(Folders, source => CopyFolder(Path.Combine(root, source), Path.Combine(folder, source)));
        Array.ForEach(Files, file => Copy(Path.Combine(root, file), Path.Combine(folder, file)));
        File.WriteAllText(Path.Combine(folder, Pod, PlantedSwitch.File), PlantedSwitch.Source);
        foreach (var (file, source) in Sources())
        {
            File.WriteAllText(Path.Combine(folder, Pod, file), source.ToString());
        }
    }

    private Dictionary<string, PlantedSource> Sources()
    {
        var sources = new Dictionary<string, PlantedSource>();
        foreach (var fault in faults)
        {
            foreach (var edit in fault.Edits)
            {
                if (!sources.TryGetValue(edit.File, out var source))
                {
                    var path = Path.Combine(root, Pod, edit.File);
                    source = sources[edit.File] = new PlantedSource($"{Pod}/{edit.File}", File.Exists(path) ? File.ReadAllText(path) : "");
                }

                source.Plant(fault, edit);
            }
        }

        return sources;
    }

    /// <summary>Sources only: what was built there before saves time.</summary>
    private static void Clear(string folder)
    {
        foreach (var part in Folders.Select(source => Path.Combine(folder, source)).Where(Directory.Exists))
        {
            Directory.Delete(part, recursive: true);
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!); // a file has a folder
        File.Copy(from, to, overwrite: true);
    }
}
