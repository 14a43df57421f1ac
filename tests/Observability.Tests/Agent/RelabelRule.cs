using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Observability.Tests.Agent;

/// <summary>One step of relabelling, of the actions that our configuration uses: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config</summary>
internal sealed record RelabelRule(IReadOnlyList<string> SourceLabels, string Action, Regex Pattern, string? TargetLabel)
{
    private static readonly string[] Members = ["source_labels", "action", "regex", "target_label"];

    /// <exception cref="InvalidDataException">A member is not one of those that are understood here.</exception>
    public static RelabelRule Read(JsonObject rule)
    {
        var unknown = rule.Select(pair => pair.Key).Except(Members).ToList();
        return unknown.Count > 0
            ? throw new InvalidDataException($"Relabelling by {string.Join(", ", unknown)} is not understood.")
            : new RelabelRule(
                [.. rule["source_labels"]!.AsArray().Select(label => (string)label!)], // each rule of ours has some
                (string?)rule["action"] ?? "replace",
                new Regex($"^(?:{(string?)rule["regex"] ?? "(.*)"})$", RegexOptions.CultureInvariant),
                (string?)rule["target_label"]);
    }

    /// <summary>The labels after this step; null when the target or series is dropped.</summary>
    public IReadOnlyDictionary<string, string>? Apply(IReadOnlyDictionary<string, string> labels)
    {
        var match = Pattern.Match(string.Join(';', SourceLabels.Select(name => labels.GetValueOrDefault(name, ""))));
        return Action switch
        {
            "keep" => match.Success ? labels : null,
            "drop" => match.Success ? null : labels,
            "replace" => match.Success ? With(labels, TargetLabel!, match.Result("$1")) : labels, // replace has a target
            _ => throw new InvalidDataException($"Action {Action} is not understood."),
        };
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> labels, string name, string value)
    {
        var changed = new Dictionary<string, string>(labels, StringComparer.Ordinal) { [name] = value };
        if (value.Length == 0)
        {
            changed.Remove(name);
        }

        return changed;
    }
}
