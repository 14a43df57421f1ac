using System.Text.Json;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Reads and writes the settings document, <c>settings.json</c>.</summary>
public static class SettingsDocument
{
    private static readonly JsonDocumentOptions Strict = new() { CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false, MaxDepth = 16 };

    /// <summary>Reads a document; finds every problem at once rather than the first.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="keyTemplateProblems">What is wrong with a key template, asked of whoever knows its variables; null checks its length alone.</param>
    public static SettingsResult Read(ReadOnlySpan<byte> utf8Json, Func<string, IReadOnlyList<string>>? keyTemplateProblems = null)
    {
        try
        {
            var text = WithoutMark(utf8Json);
            using var document = JsonDocument.Parse(text.ToArray(), Strict);
            if (BrokenText.ProblemsOf(text) is { Count: > 0 } problems)
            {
                return new SettingsResult(null, problems);
            }

            return SettingsReader.Read(document.RootElement, keyTemplateProblems ?? (_ => []));
        }
        catch (JsonException exception)
        {
            return NotJson(exception);
        }
    }

    /// <summary>Reads a document from a stream; finds every problem at once rather than the first.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="keyTemplateProblems">As for the other overload.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static SettingsResult Read(Stream utf8Json, Func<string, IReadOnlyList<string>>? keyTemplateProblems = null)
    {
        ArgumentNullException.ThrowIfNull(utf8Json);
        using var copy = new MemoryStream();
        utf8Json.CopyTo(copy);
        return Read(copy.GetBuffer().AsSpan(0, (int)copy.Length), keyTemplateProblems);
    }

    /// <summary>The canonical JSON: every member in the order of the records, defaults written out, absent members left out, tags and columns by name, no white space.</summary>
    public static string Write(StreamSettings settings) => JsonSerializer.Serialize(InOrder(settings), SettingsJson.Canonical.StreamSettings);

    /// <summary>The same members as <see cref="Write"/>, indented for people.</summary>
    public static string WriteIndented(StreamSettings settings) => JsonSerializer.Serialize(InOrder(settings), SettingsJson.ForPeople.StreamSettings);

    private static StreamSettings InOrder(StreamSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var destination = settings.Destination;
        return settings with
        {
            Source = settings.Source with { Schema = settings.Source.Schema?.InOrder() },
            Destination = destination with { Tags = Sorted(destination.Tags), Columns = Sorted(destination.Columns) },
        };
    }

    private static SortedDictionary<string, T>? Sorted<T>(IReadOnlyDictionary<string, T>? members) =>
        members is null ? null : new SortedDictionary<string, T>(members.ToDictionary(), StringComparer.Ordinal);

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8Json) =>
        utf8Json.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json;

    private static SettingsResult NotJson(JsonException exception)
    {
        var place = exception.LineNumber is { } line ? $"line {line + 1}, byte {exception.BytePositionInLine + 1}" : "(document)";
        return new SettingsResult(null, [new SettingsProblem("", place, "not a JSON document (comments and trailing commas are not allowed): " + FirstSentence(exception.Message))]);
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
