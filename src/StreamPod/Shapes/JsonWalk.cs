using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>A walk through the JSON of a record, object by object of the service model.</summary>
internal ref struct JsonWalk
{
    private readonly ReadOnlySpan<byte> _json;

    /// <summary>Where the walk stands.</summary>
    public Utf8JsonReader Reader;

    public JsonWalk(ReadOnlySpan<byte> json)
    {
        _json = json;
        Reader = new Utf8JsonReader(json);
    }

    public readonly bool IsNull => Reader.TokenType == JsonTokenType.Null;

    /// <summary>The name of the member that the walk stands at, quotes included, and whether it has escapes.</summary>
    public readonly (JsonRange Name, bool IsEscaped) Name => (new JsonRange((int)Reader.TokenStartIndex, Reader.ValueSpan.Length + 2), Reader.ValueIsEscaped);

    /// <summary>Goes on to the value of the next member that the model knows of this object; others are passed over.</summary>
    /// <param name="shape">The object.</param>
    /// <param name="seen">The members that were there before, one bit each.</param>
    /// <param name="kind">What the member is.</param>
    /// <param name="name">Its name.</param>
    /// <returns>False at the end of the object.</returns>
    public bool Next(ObjectShape shape, ref int seen, out MemberKind kind, out string name)
    {
        while (JsonNames.Next(ref Reader))
        {
            var index = IndexIn(shape);
            if (index < 0)
            {
                PassOver();
                continue;
            }

            if ((seen & (1 << index)) != 0)
            {
                throw Unexpected("one member of this name", "a second");
            }

            seen |= 1 << index;
            (kind, name) = (shape.Members[index].Kind, shape.Members[index].Text);
            Reader.Read();
            return true;
        }

        (kind, name) = (default, "");
        return false;
    }

    /// <summary>Takes the value that the walk stands at, and leaves the walk at its end.</summary>
    public JsonRange Take()
    {
        if (IsNull)
        {
            return JsonRange.Null;
        }

        var start = (int)Reader.TokenStartIndex;
        Reader.Skip();
        return new JsonRange(start, (int)Reader.BytesConsumed - start);
    }

    public JsonRange TakeString()
    {
        Expect(JsonTokenType.String, "a string");
        return Take();
    }

    public CellTimes TakeTimes()
    {
        Expect(JsonTokenType.StartObject, "an object");
        var (writeTime, expirationTime) = (JsonRange.Null, JsonRange.Null);
        for (var seen = 0; Next(ObjectShape.Metadata, ref seen, out _, out var name);)
        {
            var text = IsNull ? JsonRange.Null : TakeString();
            (writeTime, expirationTime) = name == "writeTime" ? (text, expirationTime) : (writeTime, text);
        }

        return new CellTimes(writeTime, expirationTime);
    }

    public readonly void Expect(JsonTokenType type, string expected)
    {
        if (Reader.TokenType != type)
        {
            var found = Reader;
            throw Unexpected(expected, JsonNames.Found(ref found));
        }
    }

    private readonly UnreadableRecordException Unexpected(string expected, string found) =>
        new($"{JsonPath.At(_json, Reader.TokenStartIndex)}: expected {expected}, found {found}.");

    private int IndexIn(ObjectShape shape)
    {
        for (var index = 0; index < shape.Members.Length; index++)
        {
            if (JsonNames.Is(ref Reader, shape.Members[index].Name))
            {
                return index;
            }
        }

        return -1;
    }

    private void PassOver()
    {
        if (!Reader.ValueIsEscaped && ObjectShape.IsKnownName(Reader.ValueSpan))
        {
            throw Unexpected("a member of this object", "one of another");
        }

        Reader.Skip();
    }
}
