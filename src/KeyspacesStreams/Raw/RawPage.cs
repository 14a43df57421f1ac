using System.Buffers;

namespace KeyspacesStreamer.RawStreams;

/// <summary>One page of change records as it came over the wire, with the places of its records. Holds rented memory until it is disposed.</summary>
/// <remarks>Nothing that was taken from a page may be used after its disposal: the memory then belongs to others.</remarks>
public sealed class RawPage : IDisposable
{
    private readonly PooledBody _body;
    private RawRecord[]? _records;

    internal RawPage(PooledBody body, RawRecord[] records, int count, string? nextShardIterator, RawIteratorPosition position, bool isUtf8)
    {
        _body = body;
        _records = records;
        Count = count;
        NextShardIterator = nextShardIterator;
        Position = position;
        IsUtf8 = isUtf8;
    }

    /// <summary>How many records the page holds. None is normal and does not mean that the shard has ended.</summary>
    public int Count { get; }

    /// <summary>The places of the records, in stream order.</summary>
    public ReadOnlySpan<RawRecord> Records => Places.AsSpan(0, Count);

    /// <summary>The whole body of the response, as it came.</summary>
    public ReadOnlyMemory<byte> Body => _body.Bytes;

    /// <summary>The length of the body in bytes.</summary>
    public int BodyBytes => _body.Length;

    /// <summary>How much memory the page really holds, in bytes: pools give more than is asked for.</summary>
    public int RentedBytes => _body.RentedBytes + (Places.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<RawRecord>());

    /// <summary>The place after this page; null when the shard is closed and has been read to its end.</summary>
    public string? NextShardIterator { get; }

    /// <summary>Where the next iterator stands.</summary>
    public RawIteratorPosition Position { get; }

    /// <summary>Whether all of the body is UTF-8. If not, one or more records hold other bytes; their places and sequence numbers are sound, and so is all else.</summary>
    public bool IsUtf8 { get; }

    private RawRecord[] Places => _records ?? throw new ObjectDisposedException(nameof(RawPage));

    /// <summary>The place of one record.</summary>
    /// <param name="index">From 0, in stream order.</param>
    public RawRecord this[int index] => Records[index];

    /// <summary>Reads a page from bytes, which are copied.</summary>
    /// <param name="body">The body of a GetRecords response in UTF-8.</param>
    /// <exception cref="MalformedPageException">The bytes are not a page, or a record in it has no sequence number.</exception>
    public static RawPage Parse(ReadOnlySpan<byte> body) => Of(PooledBody.CopyOf(body));

    /// <summary>The JSON object of a record.</summary>
    /// <param name="record">A record of this page.</param>
    public ReadOnlyMemory<byte> JsonOf(RawRecord record) => Body.Slice(record.Offset, record.Length);

    /// <summary>The sequence number of a record, without JSON escapes.</summary>
    /// <param name="record">A record of this page.</param>
    public string SequenceNumberOf(RawRecord record)
    {
        var text = Body.Span.Slice(record.SequenceNumberOffset, record.SequenceNumberLength);
        return record.SequenceNumberIsEscaped ? RawPageText.Unescape(text) : System.Text.Encoding.UTF8.GetString(text);
    }

    /// <summary>The token of <c>createdAt</c>: a number as it came, a string with its quotation marks, or nothing.</summary>
    /// <param name="record">A record of this page.</param>
    public ReadOnlySpan<byte> CreatedAtOf(RawRecord record) => Body.Span.Slice(record.CreatedAtOffset, record.CreatedAtLength);

    /// <summary>Gives the memory back. More than once does no harm.</summary>
    public void Dispose()
    {
        if (_records is { } records)
        {
            _records = null;
            _body.Dispose();
            ArrayPool<RawRecord>.Shared.Return(records);
        }
    }

    internal static RawPage Of(PooledBody body)
    {
        try
        {
            return RawPageScan.Scan(body);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }
}
