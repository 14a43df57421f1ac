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
    private bool _hasRecords;
    private bool _hasNextShardIterator;
    private bool _hasIteratorDescription;
    private bool _hasOther;

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
        var isUtf8 = Utf8.IsValid(bytes);
        var scan = new RawPageScan(bytes);
        try
        {
            scan.ReadPage();
            if (!isUtf8)
            {
                RawPageText.RequireUtf8OutsideOfRecords(bytes, scan._records.AsSpan(0, scan._count));
            }

            return new RawPage(body, scan._records, scan._count, scan._nextShardIterator, scan._position, isUtf8);
        }
        catch (JsonException cause)
        {
            var place = scan._reader.BytesConsumed;
            ArrayPool<RawRecord>.Shared.Return(scan._records);
            throw isUtf8
                ? new MalformedPageException(place, "JSON", place >= bytes.Length ? "the end of the body" : "something else", cause)
                : RawPageText.NotUtf8(bytes);
        }
        catch
        {
            ArrayPool<RawRecord>.Shared.Return(scan._records);
            throw;
        }
    }

    private void ReadPage()
    {
        _reader.Read();
        Expect(JsonTokenType.StartObject, "the object of a page");
        while (NextMember())
        {
            if (RawPageText.Is(ref _reader, "changeRecords"u8))
            {
                Once(ref _hasRecords, "changeRecords");
                ReadRecords();
            }
            else if (RawPageText.Is(ref _reader, "nextShardIterator"u8))
            {
                Once(ref _hasNextShardIterator, "nextShardIterator");
                ReadNextShardIterator();
            }
            else if (RawPageText.Is(ref _reader, "iteratorDescription"u8))
            {
                Once(ref _hasIteratorDescription, "iteratorDescription");
                ReadIteratorDescription();
            }
            else
            {
                _hasOther = true;
                SkipMember();
            }
        }

        // Reads on to the end, so that anything after the page is noticed.
        _reader.Read();
        if (_hasOther && !_hasRecords && !_hasNextShardIterator && !_hasIteratorDescription)
        {
            // Somebody else's answer would pass for the end of the shard.
            throw new MalformedPageException(0, "the object of a page", "an object with other members");
        }
    }

    private readonly void Once(ref bool seen, string what)
    {
        if (seen)
        {
            throw new MalformedPageException(_reader.TokenStartIndex, $"one {what}", "a second one in the same page");
        }

        seen = true;
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
            if (RawPageText.Is(ref _reader, "sequenceNumber"u8))
            {
                record = ReadSequenceNumber(record);
            }
            else if (RawPageText.Is(ref _reader, "createdAt"u8))
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
            if (!RawPageText.Is(ref _reader, "iteratorPosition"u8))
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
        return RawPageText.Is(ref _reader, "AT_TIP"u8) ? RawIteratorPosition.AtTip
            : RawPageText.Is(ref _reader, "BEHIND_TIP"u8) ? RawIteratorPosition.BehindTip
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
            throw new MalformedPageException(_reader.TokenStartIndex, "a text", Utf8.IsValid(_reader.ValueSpan) ? "escapes that are none" : "bytes that are no UTF-8", cause);
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
}
