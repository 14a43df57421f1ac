using KeyspacesStreamer.Fuzzing.Targets;

namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>The inputs that are kept with the sources: a folder for each target, a file for each input.</summary>
internal static class SeedFiles
{
    /// <summary>Inputs of one target, smallest first, by name of their file.</summary>
    /// <exception cref="InvalidOperationException">The target has none.</exception>
    public static IReadOnlyList<(string Path, byte[] Bytes)> Of(IFuzzTarget target, string corpus)
    {
        var folder = Path.Combine(corpus, target.Name);
        var files = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Select(path => (path, File.ReadAllBytes(path))).OrderBy(file => file.Item2.Length).ThenBy(file => file.path, StringComparer.Ordinal).ToList()
            : [];
        return files.Count > 0 || FuzzTargets.Practice.Contains(target) ? files : throw new InvalidOperationException($"There are no inputs in {folder}.");
    }

    /// <summary>Keeps an input under the digest of its bytes.</summary>
    public static string Keep(string folder, byte[] input)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..16]);
        File.WriteAllBytes(path, input);
        return path;
    }
}
