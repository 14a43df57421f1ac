using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests.Values;

/// <summary>The values that the templates ask for.</summary>
internal static partial class TemplateUses
{
    /// <summary>Texts of the templates by their path.</summary>
    public static IReadOnlyDictionary<string, string> Templates { get; } =
        Directory.EnumerateFiles(Path.Combine(Renderer.ChartFolder, "templates"), "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(Renderer.ChartFolder, file), File.ReadAllText);

    /// <summary>Paths of values. Inside <c>with .Values.group</c> a member counts by the group's name.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        [.. Templates.Values.SelectMany(text => Direct().Matches(text).Select(match => match.Groups["path"].Value).Concat(WithinGroups(text))).Distinct()];

    private static IEnumerable<string> WithinGroups(string text) =>
        Group().Matches(text).SelectMany(group => Member().Matches(text[group.Index..]).Select(member => $"{group.Groups["path"].Value}.{member.Groups["path"].Value}"))
            .Where(path => ValuesFile.Leaves.Any(leaf => leaf.Path == path));

    [GeneratedRegex(@"\.Values\.(?<path>[A-Za-z]+(\.[A-Za-z]+)*)")]
    private static partial Regex Direct();

    [GeneratedRegex(@"(with|:=) (\$|\.root)?\.Values\.(?<path>[A-Za-z]+(\.[A-Za-z]+)*) \}\}")]
    private static partial Regex Group();

    // .enabled, $monitor.interval, $image.tag, .image.tag
    [GeneratedRegex(@"(?<![A-Za-z])(\$[a-z]+|\.image)?\.(?<path>[a-z][A-Za-z]*)")]
    private static partial Regex Member();
}
