using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Writes records in the shape <c>Native</c>: the members of the service's record in a fixed order with explicit nulls, then <c>metadata</c>.</summary>
/// <remarks>
/// The output is touched once, after the record is complete: an unreadable record appends nothing. Nothing is allocated per record.
/// An encoder holds no buffer between records; it may be used by one thread at a time.
/// </remarks>
internal sealed class NativeRecordEncoder : IRecordShape
{
    private readonly TableStream _stream;
    private readonly ShardId _shardId;
    private readonly bool _withMetadata;
    private readonly byte[] _beforeOperation;
    private readonly byte[] _afterOperation;

    public NativeRecordEncoder(TableStream stream, ShardId shardId, bool withMetadata)
    {
        _stream = stream;
        _shardId = shardId;
        _withMetadata = withMetadata;
        _beforeOperation = System.Text.Encoding.UTF8.GetBytes(
            $",\"metadata\":{{\"keyspace\":{Quoted(stream.Keyspace)},\"table\":{Quoted(stream.Table)},\"operation\":\"");
        _afterOperation = System.Text.Encoding.UTF8.GetBytes(
            $"\",\"shardId\":{Quoted(shardId.Value)},\"streamLabel\":{Quoted(stream.Label)}}}}}\n");
    }

    public void Write(in ChangeRecord record, IBufferWriter<byte> output)
    {
        var json = record.Json.Span;
        if (!Utf8.IsValid(json))
        {
            throw Unreadable(record, "the record: expected UTF-8, found other bytes.", null);
        }

        var writer = new NativeRecordWriter(json, record.SequenceText.Span);
        try
        {
            Write(record, ref writer);
            output.Write(writer.Finish());
        }
        finally
        {
            writer.Dispose();
        }
    }

    private void Write(in ChangeRecord record, ref NativeRecordWriter writer)
    {
        try
        {
            writer.WriteRecord();
        }
        catch (UnreadableRecordException fault)
        {
            throw Unreadable(record, fault.Message, fault);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name or word with an escaped half of a surrogate pair.
            var path = JsonPath.At(record.Json.Span, writer.Offset);
            throw Unreadable(record, $"{path}: expected JSON of at most 64 levels, found a fault at byte {writer.Offset}.", fault);
        }

        WriteEnd(ref writer);
    }

    private void WriteEnd(ref NativeRecordWriter writer)
    {
        if (!_withMetadata)
        {
            writer.Literal("}\n"u8);
            return;
        }

        Span<byte> operation = stackalloc byte[Operation.MaximumLength];
        var name = Operation.Of(_stream.ViewType, writer.Origin, writer.HasNewImage, writer.HasOldImage);
        writer.Literal(_beforeOperation);
        writer.Literal(operation[..System.Text.Encoding.ASCII.GetBytes(name, operation)]);
        writer.Literal(_afterOperation);
    }

    private UnreadableRecordException Unreadable(in ChangeRecord record, string problem, Exception? cause) => UnreadableRecordException.Of(record, _shardId, problem, cause);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
