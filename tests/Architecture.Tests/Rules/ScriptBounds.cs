using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>What a script waits for has the bound PATIENCE of eng/lib.sh, which only a hang reaches.</summary>
internal static partial class ScriptBounds
{
    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> scripts) =>
    [
        .. scripts.SelectMany(script => Bound().Matches(script.Text)
            .Where(match => !LineOf(script.Text, match.Index).TrimStart().StartsWith('#'))
            .Select(match => $"{script}: line {script.LineAt(match.Index)} has a bound of its own; use PATIENCE")),
    ];

    private static string LineOf(string text, int offset)
    {
        var begin = text.LastIndexOf('\n', Math.Max(0, offset - 1)) + 1;
        return text[begin..text.IndexOfOrEnd('\n', offset)];
    }

    private static int IndexOfOrEnd(this string text, char wanted, int from) => text.IndexOf(wanted, from) is var found and >= 0 ? found : text.Length;

    // A request to a service on the internet is bounded to see whether it can be reached.
    [GeneratedRegex(@"\bawait\s+(?:\$\(\()?\d|\bwait_for\s+\S+\s+\d|--timeout[= ]""?\d|--max-time\s+\d(?!.*\bhttps://)|\btimeout\s+\d|\bdeadline=\$\(\(SECONDS \+ \d")]
    private static partial Regex Bound();
}
