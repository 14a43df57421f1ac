using System.Collections.Frozen;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>The project references of src, exactly. The emulator has none: it shares no serializer with the client it tests.</summary>
internal static partial class ProjectReferences
{
    private static readonly FrozenDictionary<string, string[]> Expected = new Dictionary<string, string[]>
    {
        ["AwsAccess"] = ["Contracts"],
        ["Contracts"] = [],
        ["Hosting"] = ["Contracts"],
        ["KeyspacesStreams"] = [],
        ["StreamPod"] = ["AwsAccess", "Contracts", "Hosting", "KeyspacesStreams"],
        ["Operator"] = ["AwsAccess", "Contracts", "Hosting", "KeyspacesStreams"],
        ["StreamsEmulator"] = [],
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> projects) =>
        [.. projects.Where(project => project.IsBelow("src")).SelectMany(ViolationsOf)];

    private static IEnumerable<string> ViolationsOf(SourceFile project)
    {
        var name = project.FileName[..^".csproj".Length];
        if (!Expected.TryGetValue(name, out var expected))
        {
            yield return $"{project}: project {name} has no place in the design; write its references into ProjectReferences and docs/decisions";
            yield break;
        }

        var found = Reference().Matches(project.Text).Select(match => match.Groups["name"].Value).ToList();
        foreach (var extra in found.Except(expected))
        {
            yield return $"{project}: {name} may not reference {extra}";
        }

        foreach (var missing in expected.Except(found))
        {
            yield return $"{project}: {name} does not reference {missing}";
        }
    }

    [GeneratedRegex(@"<ProjectReference\s+Include=""[^""]*?(?<name>[\w.]+)\.csproj""")]
    private static partial Regex Reference();
}
