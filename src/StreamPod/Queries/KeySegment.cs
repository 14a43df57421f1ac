using System.Buffers;
using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>What stands between two slashes of a key template: a folder's name, or that of the file.</summary>
/// <param name="Lead">The text before its first variable; all of it where it has none.</param>
/// <param name="Core">From its first variable to its last.</param>
/// <param name="Trail">The text after its last variable.</param>
internal sealed record KeySegment(string Lead, IReadOnlyList<KeyPart> Core, string Trail)
{
    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public bool IsFixed => Core.Count == 0;

    /// <summary>Whether it holds what only the stream knows: shards and sequence numbers.</summary>
    public bool HoldsNumbers => Core.Any(part => part.Kind is KeyPartKind.ShardId or KeyPartKind.FirstSequenceNumber or KeyPartKind.LastSequenceNumber);

    /// <summary>Whether digits follow the text that it begins with.</summary>
    public bool BeginsWithTime => !IsFixed && Core[0].Kind is KeyPartKind.Year or KeyPartKind.Month or KeyPartKind.Day or KeyPartKind.Hour or KeyPartKind.Minute;

    /// <summary>The name of the column in <c>NAME=VALUE</c>; null for other folders.</summary>
    public string? HiveName => !IsFixed && Trail.Length == 0 && Lead.EndsWith('=') && IsPlain(Lead.AsSpan(..^1)) ? Lead[..^1] : null;

    /// <summary>How DuckDB finds it: digits for what is a time, anything for what is not.</summary>
    public string Glob => string.Concat([GlobOf(Lead), .. Core.Select(PartOf), GlobOf(Trail)]);

    /// <summary>Cuts the parts of a template at its slashes.</summary>
    public static IReadOnlyList<KeySegment> Of(IEnumerable<KeyPart> parts)
    {
        var segments = new List<List<KeyPart>> { new() };
        foreach (var part in parts)
        {
            var texts = part.Kind == KeyPartKind.Literal ? part.Text.Split('/') : [part.Text];
            foreach (var (index, text) in texts.Index())
            {
                if (index > 0)
                {
                    segments.Add([]);
                }

                if (part.Kind != KeyPartKind.Literal || text.Length > 0)
                {
                    segments[^1].Add(part with { Text = text });
                }
            }
        }

        return [.. segments.Select(Of)];
    }

    /// <summary>Text that stands for itself in a pattern.</summary>
    public static string GlobOf(string text) => string.Concat(text.Select(letter => letter is '*' or '?' or '[' or '\\' ? $"[{letter}]" : $"{letter}"));

    private static KeySegment Of(List<KeyPart> parts)
    {
        var (first, last) = (parts.FindIndex(IsVariable), parts.FindLastIndex(IsVariable));
        return first < 0
            ? new KeySegment(TextOf(parts), [], "")
            : new KeySegment(TextOf(parts[..first]), parts[first..(last + 1)], TextOf(parts[(last + 1)..]));
    }

    private static bool IsVariable(KeyPart part) => part.Kind != KeyPartKind.Literal;

    private static string TextOf(IEnumerable<KeyPart> parts) => string.Concat(parts.Select(part => part.Text));

    private static bool IsPlain(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAnyExcept(PlainLetters) && name[0] is >= 'a' and <= 'z';

    private static string PartOf(KeyPart part) => part.Kind switch
    {
        KeyPartKind.Literal => GlobOf(part.Text),
        KeyPartKind.Year => "[0-9][0-9][0-9][0-9]",
        KeyPartKind.Month or KeyPartKind.Day or KeyPartKind.Hour or KeyPartKind.Minute => "[0-9][0-9]",
        _ => "*",
    };
}
