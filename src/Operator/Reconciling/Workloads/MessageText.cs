using System.Text.Json;
using System.Text.RegularExpressions;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Workloads;

/// <summary>Turns names and the words of others into parts of a sentence.</summary>
internal static partial class MessageText
{
    private const int NamesShown = 3;
    private const int LongestQuote = 600;

    /// <summary>Somebody else's words on one line, cut, with a full stop.</summary>
    public static string Quote(string? words)
    {
        var line = Blanks().Replace(words ?? "", " ").Trim();
        return line switch
        {
            { Length: 0 } => "",
            { Length: > LongestQuote } => line[..LongestQuote] + "...",
            _ when line[^1] is '.' or '!' or '?' => line,
            _ => line + ".",
        };
    }

    /// <summary>
    /// What a container said last. Without a termination message the kubelet hands out the end of its log, cut anywhere: of that the last line counts,
    /// and of a line of our own log its message.
    /// </summary>
    public static string LastWords(string? words)
    {
        var last = words?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        if (!last.EndsWith('}'))
        {
            return Quote(words);
        }

        try
        {
            using var line = JsonDocument.Parse(last);
            return line.RootElement.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? Quote(message.GetString()) : Quote(last);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The beginning of the line was cut off, it is no JSON, or it has escapes that are no text: a container may say what it likes.
            return "";
        }
    }

    /// <summary><c>Pod a</c>, or <c>Pods a, b, c and 2 more</c>, in the order of their names.</summary>
    public static string NamesOf(IEnumerable<V1Pod> pods)
    {
        var names = pods.Select(pod => pod.Metadata.Name).Order(StringComparer.Ordinal).ToArray();
        return names.Length == 1 ? $"Pod {names[0]}" : "Pods " + ListOf(names);
    }

    /// <summary><c>a, b, c and 2 more</c>.</summary>
    public static string ListOf(IReadOnlyList<string> names) => names.Count switch
    {
        > NamesShown => $"{string.Join(", ", names.Take(NamesShown))} and {names.Count - NamesShown} more",
        > 1 => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}",
        _ => string.Concat(names),
    };

    public static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
