using System.Buffers.Text;
using System.Globalization;
using KeyspacesStreamer.RawStreams;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>A page over the bytes the service sent; nothing is parsed twice.</summary>
internal sealed class RawShardPage(RawPage page) : ShardPage
{
    public override int Count => page.Count;

    public override long HeldBytes => page.RentedBytes;

    public override string? NextIterator => page.NextShardIterator;

    public override PagePosition Position => page.Position switch
    {
        RawIteratorPosition.AtTip => PagePosition.AtTip,
        RawIteratorPosition.BehindTip => PagePosition.BehindTip,
        _ => PagePosition.Unknown,
    };

    public override bool IsUtf8 => page.IsUtf8;

    public override ChangeRecord this[int index]
    {
        get
        {
            var record = page[index];
            var createdAt = Unquoted(page.Body.Slice(record.CreatedAtOffset, record.CreatedAtLength));
            return new ChangeRecord(
                page.JsonOf(record),
                SequenceTextOf(index),
                createdAt,
                MomentOf(createdAt.Span));
        }
    }

    public override ReadOnlyMemory<byte> SequenceTextOf(int index)
    {
        var record = page[index];
        return record.SequenceNumberIsEscaped
            ? System.Text.Encoding.ASCII.GetBytes(page.SequenceNumberOf(record))
            : page.Body.Slice(record.SequenceNumberOffset, record.SequenceNumberLength);
    }

    public override void Dispose() => page.Dispose();

    private static ReadOnlyMemory<byte> Unquoted(ReadOnlyMemory<byte> token) =>
        token.Length >= 2 && token.Span[0] == (byte)'"' ? token[1..^1] : token;

    /// <summary>Seconds since the epoch with decimals, or ISO 8601; the epoch itself when the service sent neither, which only partitioning and lag see.</summary>
    internal static DateTimeOffset MomentOf(ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out decimal seconds, out var used) && used == text.Length
            && seconds is > -62_135_596_800m and < 253_402_300_800m)
        {
            return DateTimeOffset.UnixEpoch.AddTicks((long)Math.Floor(seconds * TimeSpan.TicksPerSecond));
        }

        return DateTimeOffset.TryParse(
            System.Text.Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
                ? moment
                : DateTimeOffset.UnixEpoch;
    }
}
