using System.Runtime.CompilerServices;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Walks the wire JSON of one record once and writes its Native members: known ones in order, absent ones as null or an empty map.</summary>
/// <remarks>
/// Members that no version of the service model knows are kept, after the known ones of their object. A member that the model
/// knows elsewhere, a second one of the same name, or a value of another JSON type makes the record unreadable.
/// </remarks>
internal ref partial struct NativeRecordWriter
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<byte> _sequenceText;
    private Utf8JsonReader _reader;
    private RecordText _text;

    public NativeRecordWriter(ReadOnlySpan<byte> json, ReadOnlySpan<byte> sequenceText)
    {
        _json = json;
        _sequenceText = sequenceText;
        // JsonReaderOptions' default depth is 64.
        _reader = new Utf8JsonReader(json);
        _text = new RecordText(json);
    }

    public RecordOrigin Origin { get; private set; }

    public bool HasNewImage { get; private set; }

    public bool HasOldImage { get; private set; }

    /// <summary>Where the reader stands, for messages.</summary>
    public readonly long Offset => _reader.TokenType == JsonTokenType.None ? 0 : _reader.BytesConsumed;

    /// <summary>Writes the object up to its last member; the closing brace is the caller's.</summary>
    /// <exception cref="JsonException">The text is not JSON, or nests deeper than 64.</exception>
    /// <exception cref="UnreadableRecordException">A member is not what the service promises.</exception>
    public void WriteRecord()
    {
        _reader.Read();
        Expect(JsonTokenType.StartObject, "an object");
        WriteMembers(ObjectShape.Record);
        _reader.Read();
    }

    public void Literal(scoped ReadOnlySpan<byte> text) => _text.Literal(text);

    public ReadOnlySpan<byte> Finish() => _text.Finish();

    public void Dispose() => _text.Dispose();

    private void WriteObject(ObjectShape shape)
    {
        Expect(JsonTokenType.StartObject, "an object");
        WriteMembers(shape);
        _text.Byte((byte)'}');
    }

    [SkipLocalsInit]
    private void WriteMembers(ObjectShape shape)
    {
        var members = shape.Members;
        Span<TextSlot> slots = stackalloc TextSlot[ObjectShape.MostMembers];
        slots = slots[..members.Length];
        slots.Clear();
        var objectStart = (int)_reader.TokenStartIndex;
        var last = -1;
        var ordered = true;
        var unknown = 0;
        var filled = 0;
        _text.Byte((byte)'{');
        while (ReadName())
        {
            var index = IndexOf(ref _reader, shape, last + 1);
            if (index < 0)
            {
                SkipUnknown();
                unknown++;
                continue;
            }

            if (slots[index].IsFilled)
            {
                throw Unexpected("one member of this name", "a second");
            }

            ordered &= index > last;
            Separate(last >= 0);
            last = index;
            var start = _text.Position;
            WriteLabel(members[index]);
            WriteMember(members[index]);
            slots[index] = new TextSlot(start, _text.Position);
            filled++;
        }

        for (var index = 0; filled < slots.Length && index < slots.Length; index++)
        {
            if (!slots[index].IsFilled)
            {
                ordered &= index > last;
                Separate(last >= 0);
                last = index;
                var start = _text.Position;
                WriteAbsent(members[index]);
                slots[index] = new TextSlot(start, _text.Position);
                filled++;
            }
        }

        if (!ordered)
        {
            _text.Arrange(slots);
        }

        if (unknown > 0)
        {
            WriteUnknown(shape, objectStart);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Separate(bool needed)
    {
        if (needed)
        {
            _text.Byte((byte)',');
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ReadName()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.PropertyName;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOf(scoped ref Utf8JsonReader reader, ObjectShape shape, int likely)
    {
        var members = shape.Members;
        return (uint)likely < (uint)members.Length && !reader.ValueIsEscaped && reader.ValueSpan.SequenceEqual(members[likely].Name)
            ? likely
            : IndexOf(ref reader, shape);
    }

    private static int IndexOf(scoped ref Utf8JsonReader reader, ObjectShape shape)
    {
        if (!reader.ValueIsEscaped)
        {
            return shape.IndexOf(reader.ValueSpan);
        }

        Span<byte> plain = stackalloc byte[LongestName];
        return reader.ValueSpan.Length <= plain.Length ? shape.IndexOf(plain[..reader.CopyString(plain)]) : -1;
    }

    private void WriteLabel(ShapeMember member)
    {
        var start = (int)_reader.TokenStartIndex;
        var end = (int)_reader.BytesConsumed;
        if (end - start == member.Label.Length)
        {
            _text.Raw(start, end);
        }
        else
        {
            _text.Literal(member.Label);
        }
    }

    private void WriteAbsent(ShapeMember member)
    {
        if (member.Absent.Length > 0)
        {
            _text.Literal(member.AbsentMember);
        }
        else if (member.Kind == MemberKind.SequenceNumber)
        {
            _text.Literal(member.Label);
            WriteSequenceText();
        }
        else
        {
            throw Unexpected($"a member '{System.Text.Encoding.UTF8.GetString(member.Name)}'", "none");
        }
    }

    private void WriteMember(ShapeMember member)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null && member.Absent.Length > 0)
        {
            _text.Literal(member.Absent);
            return;
        }

        if (member.Kind == MemberKind.Value)
        {
            WriteValue();
            return;
        }

        switch (member.Kind)
        {
            case MemberKind.Text:
                WriteString();
                break;
            case MemberKind.CreatedAt:
                WriteCreatedAt();
                break;
            case MemberKind.Origin:
                WriteOrigin();
                break;
            case MemberKind.SequenceNumber:
                WriteSequenceNumber();
                break;
            case MemberKind.Keys:
                WriteMap(MemberKind.Keys);
                break;
            case MemberKind.Cells:
                WriteMap(MemberKind.Cells);
                break;
            case MemberKind.NewImage:
                HasNewImage = true;
                WriteObject(ObjectShape.Row);
                break;
            case MemberKind.OldImage:
                HasOldImage = true;
                WriteObject(ObjectShape.Row);
                break;
            case MemberKind.Metadata:
                WriteObject(ObjectShape.Metadata);
                break;
            case MemberKind.MapKey:
                WriteValue();
                break;
            default:
                throw new InvalidOperationException($"No member of kind {member.Kind} is written.");
        }
    }

    private void WriteToken() => _text.Raw((int)_reader.TokenStartIndex, (int)_reader.BytesConsumed);

    private void WriteString()
    {
        Expect(JsonTokenType.String, "a string");
        WriteToken();
    }

    private void WriteCreatedAt()
    {
        if (_reader.TokenType == JsonTokenType.Number)
        {
            WriteToken();
            return;
        }

        Expect(JsonTokenType.String, "seconds since the epoch or ISO-8601 text");
        Span<byte> plain = stackalloc byte[EpochSeconds.MaximumLength];
        Span<byte> number = stackalloc byte[EpochSeconds.MaximumLength];
        var fits = _reader.ValueSpan.Length <= plain.Length;
        if (!fits || !EpochSeconds.TryWrite(plain[.._reader.CopyString(plain)], number, out var written))
        {
            throw Unexpected("seconds since the epoch or ISO-8601 text", "other text");
        }

        _text.Literal(number[..written]);
    }

    private void WriteOrigin()
    {
        Expect(JsonTokenType.String, "a string");
        Origin = _reader.ValueTextEquals("REPLICATION"u8) ? RecordOrigin.Replication : RecordOrigin.User;
        WriteToken();
    }

    private void WriteSequenceNumber()
    {
        Expect(JsonTokenType.String, "a string of digits");
        if (!_reader.ValueTextEquals(_sequenceText))
        {
            throw Unexpected("the digits under which the record was read", "others");
        }

        WriteSequenceText();
    }

    private void WriteSequenceText()
    {
        _text.Byte((byte)'"');
        _text.Literal(_sequenceText);
        _text.Byte((byte)'"');
    }
}
