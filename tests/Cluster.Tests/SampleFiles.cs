using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>The samples under config/samples, and the bad ones under tests/Golden/bad-samples.</summary>
internal static partial class SampleFiles
{
    public static TheoryData<string> Good => new(NamesIn(DefinedCluster.SamplesFolder).Where(name => name != "kustomization"));

    public static TheoryData<string> Bad => new(NamesIn(BadFolder).Where(name => !name.StartsWith("update-", StringComparison.Ordinal)));

    public static TheoryData<string> Updates => new(NamesIn(BadFolder).Where(name => name.StartsWith("update-", StringComparison.Ordinal)));

    private static string BadFolder => RepositoryRoot.PathOf("tests", "Golden", "bad-samples");

    public static string GoodPath(string name) => Path.Combine(DefinedCluster.SamplesFolder, $"{name}.yaml");

    /// <summary>The documents of a bad sample, and the part of the message that it must be refused with.</summary>
    public static (IReadOnlyList<string> Documents, string Expected) ReadBad(string name)
    {
        var text = File.ReadAllText(Path.Combine(BadFolder, $"{name}.yaml"));
        var expected = Expectation().Match(text).Groups["message"].Value;
        return ([.. text.Split("\n---\n")], expected.Length > 0 ? expected : throw new InvalidDataException($"{name} says nothing of what to expect."));
    }

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    [GeneratedRegex("^# expect: (?<message>.+)$", RegexOptions.Multiline)]
    private static partial Regex Expectation();
}
