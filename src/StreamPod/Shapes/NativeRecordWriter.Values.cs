using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The part that writes columns, cells and typed values, and says what is wrong with them.</summary>
internal ref partial struct NativeRecordWriter
{
    /// <summary>Longest escaped name that is looked at: every character of the longest known one (<c>clusteringKeys</c>) as <c>\uXXXX</c>.</summary>
    private const int LongestName = 14 * 6;

    private void WriteMap(MemberKind kind)
    {
        Expect(JsonTokenType.StartObject, "an object");
        _text.Byte((byte)'{');
        var count = 0;
        while (ReadName())
        {
            Separate(count++ > 0);
            WriteName();
            _reader.Read();
            if (kind == MemberKind.Keys)
            {
                WriteValue();
            }
            else
            {
                WriteCell();
            }
        }

        _text.Byte((byte)'}');
    }

    private void WriteArray(ObjectShape shape)
    {
        Expect(JsonTokenType.StartArray, "an array");
        _text.Byte((byte)'[');
        for (var count = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; count++)
        {
            Separate(count > 0);
            if (shape == ObjectShape.Cell)
            {
                WriteCell();
            }
            else
            {
                WriteObject(shape);
            }
        }

        _text.Byte((byte)']');
    }

    /// <summary>A field of a tuple or UDT may be null as a whole; it stays so.</summary>
    private void WriteCell()
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            WriteToken();
        }
        else
        {
            WriteObject(ObjectShape.Cell);
        }
    }

    /// <summary>A value is a union: exactly one member, named after its type. Members that are null count as absent.</summary>
    private void WriteValue()
    {
        Expect(JsonTokenType.StartObject, "an object with one typed member");
        _text.Byte((byte)'{');
        var written = false;
        while (ReadName())
        {
            var start = (int)_reader.TokenStartIndex;
            var name = _reader.ValueSpan;
            var escaped = _reader.ValueIsEscaped;
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (written)
            {
                throw Unexpected("one typed member", "a second");
            }

            written = true;
            _text.Raw(start, start + name.Length + 2);
            _text.Byte((byte)':');
            if (_reader.TokenType == JsonTokenType.String && !escaped && CellType.Structured(name) == CellShape.Unknown)
            {
                WriteToken();
            }
            else if (escaped)
            {
                WriteOfEscapedType(start, name.Length);
            }
            else
            {
                WriteOfType(name);
            }
        }

        if (!written)
        {
            throw Unexpected("one typed member", "none");
        }

        _text.Byte((byte)'}');
    }

    private void WriteOfType(scoped ReadOnlySpan<byte> type)
    {
        switch (CellType.ShapeOf(type))
        {
            case CellShape.Text:
                WriteString();
                break;
            case CellShape.Boolean:
                if (_reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
                {
                    throw Unexpected("true or false", Found());
                }

                WriteToken();
                break;
            case CellShape.Cells:
                WriteArray(ObjectShape.Cell);
                break;
            case CellShape.MapEntries:
                WriteArray(ObjectShape.MapEntry);
                break;
            case CellShape.Fields:
                WriteMap(MemberKind.Cells);
                break;
            case CellShape.Unknown:
                CopyValue(ref _reader, 0);
                break;
            default:
                throw new InvalidOperationException($"No value of type '{System.Text.Encoding.UTF8.GetString(type)}' is written.");
        }
    }

    private void WriteOfEscapedType(int start, int length)
    {
        Span<byte> plain = stackalloc byte[LongestName];
        if (length > plain.Length)
        {
            CopyValue(ref _reader, 0);
            return;
        }

        var name = new Utf8JsonReader(_json.Slice(start, length + 2));
        name.Read();
        WriteOfType(plain[..name.CopyString(plain)]);
    }

    private void WriteName()
    {
        var start = (int)_reader.TokenStartIndex;
        _text.Raw(start, start + _reader.ValueSpan.Length + 2);
        _text.Byte((byte)':');
    }

    private void SkipUnknown()
    {
        Span<byte> plain = stackalloc byte[LongestName];
        scoped var name = _reader.ValueSpan;
        if (_reader.ValueIsEscaped && name.Length <= plain.Length)
        {
            name = plain[.._reader.CopyString(plain)];
        }

        if (ObjectShape.IsKnownName(name))
        {
            throw Unexpected("a member of this object", "one of another");
        }

        _reader.Skip();
    }

    /// <summary>Appends the members that no version of the model knows, from a second look at the object that the reader has just left.</summary>
    private void WriteUnknown(ObjectShape shape, int objectStart)
    {
        // Only here, after the service has learnt something new, may a record cost an allocation.
        var names = shape == ObjectShape.Record ? new HashSet<string>(StringComparer.Ordinal) : null;
        var reader = new Utf8JsonReader(_json[objectStart..(int)_reader.BytesConsumed]);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IndexOf(ref reader, shape, 0) >= 0)
            {
                reader.Skip();
                continue;
            }

            if (names?.Add(reader.GetString()!) == false)
            {
                throw Unexpected("one member of each name", "a second of a name that is not known");
            }

            var start = objectStart + (int)reader.TokenStartIndex;
            _text.Byte((byte)',');
            _text.Raw(start, start + reader.ValueSpan.Length + 2);
            _text.Byte((byte)':');
            reader.Read();
            CopyValue(ref reader, objectStart);
        }
    }

    /// <summary>Copies the value at the reader as it came, white space between its tokens left out.</summary>
    private void CopyValue(scoped ref Utf8JsonReader reader, int offset)
    {
        var depth = reader.CurrentDepth;
        var separate = false;
        while (true)
        {
            var type = reader.TokenType;
            var start = offset + (int)reader.TokenStartIndex;
            var closes = type is JsonTokenType.EndObject or JsonTokenType.EndArray;
            Separate(separate && !closes);
            if (type == JsonTokenType.PropertyName)
            {
                _text.Raw(start, start + reader.ValueSpan.Length + 2);
                _text.Byte((byte)':');
            }
            else
            {
                _text.Raw(start, offset + (int)reader.BytesConsumed);
            }

            separate = type is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray);
            if (separate && reader.CurrentDepth == depth)
            {
                return;
            }

            reader.Read();
        }
    }

    private readonly void Expect(JsonTokenType type, string expected)
    {
        if (_reader.TokenType != type)
        {
            throw Unexpected(expected, Found());
        }
    }

    /// <summary>Row contents are never in a message: only kinds of things and the path.</summary>
    private readonly UnreadableRecordException Unexpected(string expected, string found) =>
        new($"{JsonPath.At(_json, _reader.TokenStartIndex)}: expected {expected}, found {found}.");

    private readonly string Found() => _reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        JsonTokenType.None => "nothing",
        _ => "the end of the object",
    };
}
