using System.Globalization;
using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads the simple parts of which all response shapes are made.</summary>
internal static class JsonShape
{
    /// <summary>Whether an object begins here; false for a null.</summary>
    public static bool Begins(ref Utf8JsonReader reader) => Begins(ref reader, JsonTokenType.StartObject);

    /// <summary>Goes to the next member's name; false at the end of the object.</summary>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Steps over the value of a member that is not known.</summary>
    public static void SkipMember(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Reads the value of the member whose name was just found.</summary>
    public static TShape? Member<TShape>(ref Utf8JsonReader reader, ShapeReader<TShape> read)
    {
        reader.Read();
        return read(ref reader);
    }

    public static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return TextHere(ref reader);
    }

    public static string? TextHere(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        _ => throw Unexpected(ref reader, "a string"),
    };

    public static bool? Boolean(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Unexpected(ref reader, "true or false"),
        };
    }

    public static MemoryStream? Blob(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String when reader.TryGetBytesFromBase64(out var bytes) => new MemoryStream(bytes),
            _ => throw Unexpected(ref reader, "base64 in a string"),
        };
    }

    /// <summary>A point in time in UTC: seconds since the epoch as a number or as text, or an ISO 8601 text.</summary>
    public static DateTime? Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when reader.TryGetDecimal(out var seconds) && TryTime(seconds, out var time) => time,
            JsonTokenType.String when TryTime(reader.GetString(), out var time) => time,
            _ => throw Unexpected(ref reader, "a timestamp"),
        };
    }

    /// <summary>A list without its nulls; null when there is no list.</summary>
    public static List<TItem>? List<TItem>(ref Utf8JsonReader reader, ShapeReader<TItem> read)
    {
        reader.Read();
        if (!Begins(ref reader, JsonTokenType.StartArray))
        {
            return null;
        }

        var items = new List<TItem>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (read(ref reader) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    /// <summary>A map without its nulls; null when there is no map.</summary>
    public static Dictionary<string, TValue>? Map<TValue>(ref Utf8JsonReader reader, ShapeReader<TValue> read)
    {
        reader.Read();
        if (!Begins(ref reader))
        {
            return null;
        }

        var entries = new Dictionary<string, TValue>(StringComparer.Ordinal);
        while (NextMember(ref reader))
        {
            var name = reader.GetString() ?? string.Empty;
            if (Member(ref reader, read) is { } value)
            {
                entries[name] = value;
            }
        }

        return entries;
    }

    private static bool Begins(ref Utf8JsonReader reader, JsonTokenType start) =>
        reader.TokenType == start || (reader.TokenType == JsonTokenType.Null ? false : throw Unexpected(ref reader, start.ToString()));

    private static bool TryTime(string? text, out DateTime time)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return TryTime(seconds, out time);
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out time);
    }

    private static bool TryTime(decimal seconds, out DateTime time)
    {
        var inRange = seconds is >= -62135596800m and < 253402300800m; // the years 1 to 9999
        time = inRange ? DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : default;
        return inRange;
    }

    private static JsonException Unexpected(ref Utf8JsonReader reader, string expected) =>
        new($"Expected {expected} at byte {reader.TokenStartIndex}, found {reader.TokenType}.");
}
