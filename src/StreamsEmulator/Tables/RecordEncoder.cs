using System.Buffers;
using System.Globalization;
using System.Text;
using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Writes drafts as the bytes that GetRecords will send, reusing one buffer. Not for two threads at once.</summary>
internal sealed class RecordEncoder
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>Encodes the draft and appends it to the shard under the shard's next number.</summary>
    public SequenceNumber Append(Shard shard, RecordDraft draft, long ordinal)
    {
        var number = shard.NextNumber;
        var milliseconds = draft.CreatedAt.ToUnixTimeMilliseconds();
        _buffer.ResetWrittenCount();
        Write("{\"eventVersion\":\""u8);
        Write(draft.EventVersion);
        Write("\",\"createdAt\":"u8);
        Write(string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}.{milliseconds % 1000:D3}"));
        Write(",\"origin\":\""u8);
        Write(draft.Origin);
        Write("\","u8);
        var keyStart = _buffer.WrittenCount;
        _buffer.Write(draft.Key.Members);
        WriteImage(",\"newImage\":"u8, draft.NewImage);
        WriteImage(",\"oldImage\":"u8, draft.OldImage);
        _buffer.Write(draft.Extra);
        Write(",\"sequenceNumber\":\""u8);
        Write(number.ToString());
        Write("\"}"u8);
        shard.Log.Append(_buffer.WrittenSpan, new RecordEntry
        {
            Chunk = [],
            Offset = 0,
            Length = 0,
            KeyStart = keyStart,
            KeyLength = draft.Key.Members.Length,
            Number = number,
            CreatedAtMilliseconds = milliseconds,
            Ordinal = ordinal,
            Operation = draft.Operation,
        });
        return number;
    }

    private void WriteImage(ReadOnlySpan<byte> member, byte[]? image)
    {
        if (image is not null)
        {
            _buffer.Write(member);
            _buffer.Write(image);
        }
    }

    private void Write(ReadOnlySpan<byte> text) => _buffer.Write(text);

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _buffer);
}
