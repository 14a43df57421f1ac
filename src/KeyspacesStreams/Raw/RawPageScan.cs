using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace KeyspacesStreamer.RawStreams;

/// <summary>The one pass over a body that finds its records and allocates nothing for their cells.</summary>
internal ref struct RawPageScan
{
    private const int FirstRecords = 256;

    // Eight levels of collections take about forty levels of JSON; what a later service may add is given room.
    private const int MaxDepth = 512;

    private Utf8JsonReader _reader;
    private RawRecord[] _records;
    private int _count;
    private string? _nextShardIterator;
    private RawIteratorPosition _position;

    private RawPageScan(ReadOnlySpan<byte> body)
    {
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        _records = ArrayPool<RawRecord>.Shared.Rent(FirstRecords);
    }

    /// <summary>Finds the records of a body; the page takes the body over.</summary>
    /// <exception cref="MalformedPageException">The body is not a page, or a record in it has no sequence number.</exception>
    public static RawPage Scan(PooledBody body)
    {
        var bytes = body.Bytes.Span;
        if (!Utf8.IsValid(bytes))
        {
            throw new MalformedPageException(InvalidUtf8In(bytes), "UTF-8", "bytes that are none");
        }

        var scan = new RawPageScan(bytes);
        try
        {
            scan.ReadPage();
            return new RawPage(body, scan._records, scan._count, scan._nextShardIterator, scan._position);
        }
        catch (JsonException cause)
        {
            var place = scan._reader.BytesConsumed;
            ArrayPool<RawRecord>.Shared.Return(scan._records);
            throw new MalformedPageException(place, "JSON", place >= bytes.Length ? "the end of the body" : "something else", cause);
        }
        catch
        {
            ArrayPool<RawRecord>.Shared.Return(scan._records);
            throw;
        }
    }

    /// <summary>The text behind JSON escapes.</summary>
    public static string Unescape(ReadOnlySpan<byte> text)
    {
        var quoted = new byte[text.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        text.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString() ?? string.Empty;
    }

    private void ReadPage()
    {
        _reader.Read();
        Expect(JsonTokenType.StartObject, "the object of a page");
        while (NextMember())
        {
            if (_reader.ValueTextEquals("changeRecords"u8))
            {
                ReadRecords();
            }
            else if (_reader.ValueTextEquals("nextShardIterator"u8))
            {
                ReadNextShardIterator();
            }
            else if (_reader.ValueTextEquals("iteratorDescription"u8))
            {
                ReadIteratorDescription();
            }
            else
            {
                SkipMember();
            }
        }

        // Reads on to the end, so that anything after the page is noticed.
        _reader.Read();
    }

    private void ReadRecords()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(JsonTokenType.StartArray, "the list of records");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(JsonTokenType.StartObject, "a record");
            Add(ReadRecord());
        }
    }

    private RawRecord ReadRecord()
    {
        var record = new RawRecord { Offset = (int)_reader.TokenStartIndex };
        while (NextMember())
        {
            if (_reader.ValueTextEquals("sequenceNumber"u8))
            {
                record = ReadSequenceNumber(record);
            }
            else if (_reader.ValueTextEquals("createdAt"u8))
            {
                record = ReadCreatedAt(record);
            }
            else
            {
                SkipMember();
            }
        }

        return record.SequenceNumberLength > 0
            ? record with { Length = (int)_reader.BytesConsumed - record.Offset }
            : throw new MalformedPageException(record.Offset, "a record with a sequenceNumber", $"record {_count} of the page without one");
    }

    private RawRecord ReadSequenceNumber(RawRecord record)
    {
        _reader.Read();
        Expect(JsonTokenType.String, "a sequenceNumber");
        if (_reader.ValueSpan.IsEmpty)
        {
            throw new MalformedPageException(_reader.TokenStartIndex, "a sequenceNumber", "an empty string");
        }

        if (record.SequenceNumberLength > 0)
        {
            throw new MalformedPageException(_reader.TokenStartIndex, "one sequenceNumber", "a second one in the same record");
        }

        if (_reader.ValueIsEscaped)
        {
            DecodeOrRefuse();
        }

        return record with
        {
            SequenceNumberOffset = (int)_reader.TokenStartIndex + 1,
            SequenceNumberLength = _reader.ValueSpan.Length,
            SequenceNumberIsEscaped = _reader.ValueIsEscaped,
        };
    }

    private RawRecord ReadCreatedAt(RawRecord record)
    {
        _reader.Read();
        return _reader.TokenType switch
        {
            JsonTokenType.Null => record,
            JsonTokenType.Number or JsonTokenType.String => record with
            {
                CreatedAtOffset = (int)_reader.TokenStartIndex,
                CreatedAtLength = (int)(_reader.BytesConsumed - _reader.TokenStartIndex),
            },
            _ => throw Unexpected("a createdAt in a number or a string"),
        };
    }

    private void ReadNextShardIterator()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(JsonTokenType.String, "a nextShardIterator");
        if (_reader.ValueSpan.IsEmpty)
        {
            // An empty one must not pass for an absent one, which says that the shard has ended.
            throw new MalformedPageException(_reader.TokenStartIndex, "a nextShardIterator", "an empty string");
        }

        _nextShardIterator = DecodeOrRefuse();
    }

    private void ReadIteratorDescription()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(JsonTokenType.StartObject, "an iteratorDescription");
        while (NextMember())
        {
            if (!_reader.ValueTextEquals("iteratorPosition"u8))
            {
                SkipMember();
                continue;
            }

            _reader.Read();
            _position = PositionHere();
        }
    }

    private RawIteratorPosition PositionHere()
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return RawIteratorPosition.Unknown;
        }

        Expect(JsonTokenType.String, "an iteratorPosition");
        return _reader.ValueTextEquals("AT_TIP"u8) ? RawIteratorPosition.AtTip
            : _reader.ValueTextEquals("BEHIND_TIP"u8) ? RawIteratorPosition.BehindTip
            : RawIteratorPosition.Unknown;
    }

    private bool NextMember() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;

    private void SkipMember()
    {
        _reader.Read();
        _reader.Skip();
    }

    private string DecodeOrRefuse()
    {
        try
        {
            return _reader.GetString()!; // never null: the token is a string
        }
        catch (InvalidOperationException cause)
        {
            throw new MalformedPageException(_reader.TokenStartIndex, "a text", "escapes that are none", cause);
        }
    }

    private void Add(RawRecord record)
    {
        if (_count == _records.Length)
        {
            var more = ArrayPool<RawRecord>.Shared.Rent(2 * _count);
            _records.CopyTo(more, 0);
            ArrayPool<RawRecord>.Shared.Return(_records);
            _records = more;
        }

        _records[_count++] = record;
    }

    private readonly void Expect(JsonTokenType type, string what)
    {
        if (_reader.TokenType != type)
        {
            throw Unexpected(what);
        }
    }

    private readonly MalformedPageException Unexpected(string what) =>
        new(_reader.TokenStartIndex, what, _reader.TokenType.ToString());

    private static int InvalidUtf8In(ReadOnlySpan<byte> bytes)
    {
        var place = 0;
        while (System.Text.Rune.DecodeFromUtf8(bytes[place..], out _, out var read) == OperationStatus.Done)
        {
            place += read;
        }

        return place;
    }
}
