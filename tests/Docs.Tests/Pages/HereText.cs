using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Docs.Tests.Pages;

/// <summary>The texts inside a shell block that are fed to a command (<c>&lt;&lt;END</c>).</summary>
internal static partial class HereText
{
    public static IReadOnlyList<string> In(string shell) => [.. Form().Matches(shell).Select(match => match.Groups["text"].Value)];

    public static string Without(string shell) => Form().Replace(shell, match => match.Groups["head"].Value);

    [GeneratedRegex("(?<head>[^\n]*)<<-?'?(?<mark>[A-Z]+)'?[^\n]*\n(?<text>.*?)^\\s*\\k<mark>$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Form();
}
