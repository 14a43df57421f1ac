using System.Collections.Frozen;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>A namespace is the folder; FolderArrows relies on it. KeyspacesStreams has the official package's namespaces instead.</summary>
internal static partial class FolderNamespaces
{
    private static readonly FrozenDictionary<string, string> Roots = new Dictionary<string, string>
    {
        ["src/AwsAccess"] = "KeyspacesStreamer.AwsAccess",
        ["src/Hosting"] = "KeyspacesStreamer.Hosting",
        ["src/Contracts"] = "KeyspacesStreamer.Contracts",
        ["src/StreamPod"] = "KeyspacesStreamer.StreamPod",
        ["src/Operator"] = "KeyspacesStreamer.Operator",
        ["src/StreamsEmulator"] = "KeyspacesStreamer.StreamsEmulator",
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) => [.. files.SelectMany(ViolationsOf)];

    private static IEnumerable<string> ViolationsOf(SourceFile file)
    {
        var root = Roots.Keys.FirstOrDefault(file.IsBelow);
        if (root is null)
        {
            yield break;
        }

        if (GlobalUsing().IsMatch(file.Code))
        {
            yield return $"{file}: a global using of our own namespaces hides an arrow";
        }

        var expected = string.Join('.', [Roots[root], .. file.FoldersBelow(root)!]);
        foreach (var found in Namespace().Matches(file.Code).Select(match => match.Groups["name"].Value).Where(name => name != expected))
        {
            yield return $"{file}: namespace {found}, expected {expected}";
        }
    }

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bglobal\s+using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?:global::)?KeyspacesStreamer\b")]
    private static partial Regex GlobalUsing();
}
