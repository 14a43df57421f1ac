using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Observability.Tests.Agent;

/// <summary>Reads the text format of Prometheus.</summary>
internal static partial class Exposition
{
    public static IReadOnlyList<Series> Read(string text)
    {
        var types = Type().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["type"].Value);
        return [.. Line().Matches(text).Select(match => new Series(
            match.Groups["name"].Value,
            TypeOf(types, match.Groups["name"].Value),
            Label().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value)))];
    }

    private static string TypeOf(Dictionary<string, string> types, string name) =>
        types.GetValueOrDefault(name) ?? types.GetValueOrDefault(Part().Replace(name, "")) ?? "untyped";

    [GeneratedRegex("^# TYPE (?<name>\\S+) (?<type>\\S+)$", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex("^(?<name>[a-z_]+)(\\{(?<labels>[^}]*)\\})? ", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("(?<name>\\w+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Label();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Part();
}
