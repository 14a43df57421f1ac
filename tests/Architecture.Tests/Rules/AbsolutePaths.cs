using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Nothing names a folder that exists on one machine only.</summary>
internal static partial class AbsolutePaths
{
    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
        [.. files.SelectMany(file => MachineFolder().Matches(file.Text).Select(match => $"{file}: line {file.LineAt(match.Index)} names {match.Value.Trim()}"))];

    [GeneratedRegex(@"(?<![\w.:/{}$-])/(?:work|home|root|Users)/\w*|(?<!\w)[A-Z]:\\\\?(?:Users|dev|src)\b")]
    private static partial Regex MachineFolder();
}
