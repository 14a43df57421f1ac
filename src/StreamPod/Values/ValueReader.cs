using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads the values of one type from the wire, <c>{"intT":"5"}</c>, and gives them to the sink as those of its field.</summary>
/// <param name="field">The field.</param>
/// <param name="members">Names of the type's member, those of its family included.</param>
internal abstract class ValueReader(RowField field, params string[] members)
{
    private readonly byte[][] _members = [.. members.Select(System.Text.Encoding.UTF8.GetBytes)];

    protected RowField Field { get; } = field;

    /// <summary>Reads the value object, or null, that the reader is at, and leaves the reader at its end.</summary>
    /// <exception cref="UnreadableRecordException">It is no value of the type.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public void Read(ref Utf8JsonReader reader, IRowSink sink)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            WriteNull(sink);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unreadable("an object with one typed member", JsonNames.Found(ref reader));
        }

        var isRead = false;
        while (JsonNames.Next(ref reader))
        {
            var other = IsMember(ref reader) ? null : NameAt(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                // Members that are null count as absent.
                continue;
            }

            if (isRead || other is not null)
            {
                throw isRead ? Unreadable("one typed member", "a second") : Unreadable(string.Join(" or ", members), other!);
            }

            isRead = true;
            ReadMember(ref reader, sink);
        }

        if (!isRead)
        {
            throw Unreadable("one typed member", "none");
        }
    }

    /// <summary>Reads a cell, <c>{"value":{"intT":"5"},"metadata":null}</c>, or null.</summary>
    public void ReadCell(ref Utf8JsonReader reader, IRowSink sink)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            WriteNull(sink);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unreadable("a cell", JsonNames.Found(ref reader));
        }

        var isRead = false;
        while (JsonNames.Next(ref reader))
        {
            var isValue = JsonNames.Is(ref reader, "value"u8);
            reader.Read();
            if (!isValue)
            {
                reader.Skip();
            }
            else if (isRead)
            {
                throw Unreadable("one value", "a second");
            }
            else
            {
                isRead = true;
                Read(ref reader, sink);
            }
        }

        if (!isRead)
        {
            WriteNull(sink);
        }
    }

    public void WriteNull(IRowSink sink)
    {
        if (Field.Field.IsRequired)
        {
            throw Unreadable("a value", "null");
        }

        sink.Null(Field);
    }

    /// <summary>Reads what is behind the name of the type: not null.</summary>
    protected abstract void ReadMember(ref Utf8JsonReader reader, IRowSink sink);

    protected UnreadableRecordException Unreadable(string expected, string found) => new($"{Field}: expected {expected}, found {found}.");

    private bool IsMember(scoped ref Utf8JsonReader reader)
    {
        foreach (var member in _members)
        {
            if (JsonNames.Is(ref reader, member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of a type is no content of a row.</summary>
    private static string NameAt(scoped ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped || reader.ValueSpan.Length > 16 ? "another type" : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
}
