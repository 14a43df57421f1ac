using System.Diagnostics.CodeAnalysis;

namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>A parsed <c>destination.keyTemplate</c>: how the keys of objects are made from stream, time, columns and sequence numbers.</summary>
internal sealed class KeyTemplate
{
    /// <summary>Characters of a template at most: half of what S3 gives a key, the rest is for the values.</summary>
    public const int MaximumLength = 512;

    private const string ColumnPrefix = "column:";

    private static readonly Dictionary<string, KeyPartKind> Variables = new(StringComparer.Ordinal)
    {
        ["keyspace"] = KeyPartKind.Keyspace,
        ["table"] = KeyPartKind.Table,
        ["yyyy"] = KeyPartKind.Year,
        ["MM"] = KeyPartKind.Month,
        ["dd"] = KeyPartKind.Day,
        ["HH"] = KeyPartKind.Hour,
        ["mm"] = KeyPartKind.Minute,
        ["shardId"] = KeyPartKind.ShardId,
        ["sequenceNumber"] = KeyPartKind.FirstSequenceNumber,
        ["firstSequenceNumber"] = KeyPartKind.FirstSequenceNumber,
        ["lastSequenceNumber"] = KeyPartKind.LastSequenceNumber,
    };

    private KeyTemplate(string text, IReadOnlyList<KeyPart> parts)
    {
        Text = text;
        Parts = parts;
    }

    public string Text { get; }

    public IReadOnlyList<KeyPart> Parts { get; }

    /// <summary>Parses a template and, where it cannot be used, tells everything that is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out KeyTemplate? template, out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        var parts = new List<KeyPart>();
        CheckText(text, found);
        Split(text, parts, found);
        if (text.Length > 0 && !parts.Exists(part => part.Kind == KeyPartKind.FirstSequenceNumber))
        {
            found.Add("must contain {sequenceNumber} or {firstSequenceNumber}, or two objects would get one key");
        }

        problems = found;
        template = found.Count == 0 ? new KeyTemplate(text, parts) : null;
        return template is not null;
    }

    /// <exception cref="FormatException">The template cannot be used; the message holds every problem.</exception>
    public static KeyTemplate Parse(string text) =>
        TryParse(text, out var template, out var problems) ? template : throw new FormatException($"'{text}': {string.Join("; ", problems)}.");

    public override string ToString() => Text;

    private static void CheckText(string text, List<string> problems)
    {
        if (text.Length == 0)
        {
            problems.Add("must not be empty");
        }

        if (text.Length > MaximumLength)
        {
            problems.Add($"must not be longer than {MaximumLength} characters, is {text.Length}");
        }

        if (text.StartsWith('/'))
        {
            problems.Add("must not begin with a slash");
        }

        if (text.EndsWith('/'))
        {
            problems.Add("must not end with a slash");
        }

        if (text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.Contains('\x7f', StringComparison.Ordinal))
        {
            problems.Add("must not contain control characters");
        }

        if (text.Split('/').Any(segment => segment is "." or ".."))
        {
            problems.Add("must not contain the segments '.' or '..'");
        }
    }

    private static void Split(string text, List<KeyPart> parts, List<string> problems)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var brace = rest.IndexOfAny('{', '}');
            var literal = brace < 0 ? rest : rest[..brace];
            if (!literal.IsEmpty)
            {
                parts.Add(new KeyPart(KeyPartKind.Literal, literal.ToString()));
            }

            rest = rest[literal.Length..];
            if (!rest.IsEmpty)
            {
                rest = TakeVariable(rest, text.Length - rest.Length, parts, problems);
            }
        }
    }

    private static ReadOnlySpan<char> TakeVariable(ReadOnlySpan<char> rest, int position, List<KeyPart> parts, List<string> problems)
    {
        var end = rest[1..].IndexOfAny('{', '}') + 1;
        if (rest[0] == '}' || end == 0 || rest[end] == '{')
        {
            problems.Add($"unbalanced '{rest[0]}' at character {position + 1}");
            return rest[1..];
        }

        var name = rest[1..end].ToString();
        if (Variables.TryGetValue(name, out var kind))
        {
            parts.Add(new KeyPart(kind, ""));
        }
        else if (name.StartsWith(ColumnPrefix, StringComparison.Ordinal) && name.Length > ColumnPrefix.Length)
        {
            parts.Add(new KeyPart(KeyPartKind.Column, name[ColumnPrefix.Length..]));
        }
        else
        {
            problems.Add($"unknown variable {{{name}}}; known are {{{string.Join("} {", Variables.Keys)}}} {{column:NAME}}");
        }

        return rest[(end + 1)..];
    }
}
