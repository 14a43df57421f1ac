using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.Testing.Records;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>The JSON of one record: refused with nothing written, or one line with the very values of the input.</summary>
internal sealed class RecordTarget : IFuzzTarget
{
    public const string Sequence = "111111114000000000000007";

    public static readonly ShardId Shard = new("shard-00000001767397800-abcdef0123");

    public static readonly TableStream Stream = new()
    {
        Arn = "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content/stream/2026-01-02T03:04:05.678",
        Label = "2026-01-02T03:04:05.678",
        Keyspace = "media",
        Table = "media_content",
        ViewType = StreamViewType.NewAndOldImages,
    };

    private readonly NativeRecordEncoder _encoder = new(Stream, Shard, withMetadata: false);
    private readonly ArrayBufferWriter<byte> _output = new();

    public string Name => "record";

    public IReadOnlyList<string> Words { get; } =
    [
        "\"eventVersion\":", "\"createdAt\":", "\"origin\":\"TTL\"", "\"partitionKeys\":{", "\"clusteringKeys\":{", "\"newImage\":{", "\"oldImage\":", "\"valueCells\":{", "\"staticCells\":{", "\"rowMetadata\":{", "\"value\":{", "\"metadata\":{",
        "\"expirationTime\":\"1\"", "\"writeTime\":\"2\"", "\"sequenceNumber\":\"" + Sequence + "\"", "{\"textT\":\"a\"}", "{\"boolT\":true}", "{\"listT\":[", "{\"mapT\":[", "\"key\":", "{\"udtT\":{", "{\"tupleT\":[", "{\"newT\":[1,{}]}", "null", "\\ud83d\\ude00", "\\u0061", "\\ud800",
    ];

    public static ChangeRecord RecordOf(ReadOnlySpan<byte> json) =>
        new(json.ToArray(), Encoding.ASCII.GetBytes(Sequence), "1767397800.037"u8.ToArray(), new DateTimeOffset(2026, 1, 2, 23, 50, 0, 37, TimeSpan.Zero));

    public void Check(ReadOnlySpan<byte> input)
    {
        _output.ResetWrittenCount();
        try
        {
            _encoder.Write(RecordOf(input), _output);
        }
        catch (UnreadableRecordException)
        {
            BrokenInvariantException.Unless(_output.WrittenCount == 0, "An unreadable record left something in the output.");
            return;
        }

        var line = _output.WrittenSpan;
        BrokenInvariantException.Unless(line[^1] == '\n' && line.Count((byte)'\n') == 1, "The output is not one line.");
        using (JsonDocument.Parse(line.ToArray()))
        {
            // That it can be parsed is the check.
        }

        if (ModelOf(input) is { } model)
        {
            BrokenInvariantException.Unless(JsonNode.DeepEquals(model, JsonNode.Parse(line)), $"The values are others: {Encoding.UTF8.GetString(line)}");
        }
    }

    /// <summary>Null where the model cannot hold the document: two members of one name, half a surrogate pair, a time that the encoder turns into a number.</summary>
    private static JsonObject? ModelOf(ReadOnlySpan<byte> input)
    {
        try
        {
            var wire = JsonNode.Parse(input)!.AsObject();
            // The tree reads members late; this makes it.
            JsonNode.DeepEquals(wire, wire.DeepClone());
            return wire["createdAt"] is JsonValue moment && moment.GetValueKind() != JsonValueKind.Number ? null : NativeRecordModel.Of(wire, Sequence);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
