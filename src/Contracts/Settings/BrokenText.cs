using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Finds text in a JSON document that is not Unicode: half of a surrogate pair, written as an escape, or bytes that are not UTF-8.</summary>
/// <remarks>Such a document is JSON all the same, and its text cannot be read; so it is looked for before any text is.</remarks>
internal static class BrokenText
{
    private const int EscapeLength = 6;

    /// <summary>The first fault of each text, with its line and column; empty for a document whose text can be read.</summary>
    /// <exception cref="JsonException">The document is not JSON.</exception>
    public static IReadOnlyList<SettingsProblem> ProblemsOf(ReadOnlySpan<byte> utf8Json)
    {
        var problems = new List<SettingsProblem>();
        var reader = new Utf8JsonReader(utf8Json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && FaultOf(reader.ValueSpan) is var (offset, message))
            {
                problems.Add(new SettingsProblem("", PlaceOf(utf8Json[..((int)reader.TokenStartIndex + 1 + offset)]), message));
            }
        }

        return problems;
    }

    private static (int Offset, string Message)? FaultOf(ReadOnlySpan<byte> text)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var rest = text[offset..];
            if (rest[0] != '\\')
            {
                if (Rune.DecodeFromUtf8(rest, out _, out var length) != OperationStatus.Done)
                {
                    return (offset, $"what is here, {string.Join(' ', rest[..length].ToArray().Select(part => part.ToString("X2", CultureInfo.InvariantCulture)))}, is not UTF-8; save the document as UTF-8.");
                }

                offset += length;
            }
            else if (UnitOf(rest) is not { } unit || !char.IsSurrogate(unit))
            {
                offset += rest[1] == 'u' ? EscapeLength : 2;
            }
            else if (char.IsHighSurrogate(unit) && UnitOf(rest[EscapeLength..]) is { } next && char.IsLowSurrogate(next))
            {
                offset += 2 * EscapeLength;
            }
            else
            {
                return (offset, $"{Encoding.ASCII.GetString(rest[..EscapeLength])} is one half of a character; write both halves, or the character itself.");
            }
        }

        return null;
    }

    /// <summary>The UTF-16 unit that an escape stands for; null when no such escape begins here.</summary>
    private static char? UnitOf(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength && text.StartsWith("\\u"u8) && ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

    private static string PlaceOf(ReadOnlySpan<byte> before)
    {
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetString(before[(before.LastIndexOf((byte)'\n') + 1)..]).EnumerateRunes().Count() + 1;
        return string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");
    }
}
