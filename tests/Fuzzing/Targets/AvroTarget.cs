using System.Text;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Verification;
using KeyspacesStreamer.StreamPod.Verification.Contents;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>A file of Avro that verification reads: damage in words, or findings in words and numbers that are in the file.</summary>
internal sealed class AvroTarget : IFuzzTarget
{
    private static readonly ChainObject Item = new()
    {
        Key = "10.avro",
        StreamLabel = "2026-01-02T03:04:05.678",
        ShardId = new ShardId("a"),
        Previous = Checkpoint.TrimHorizon,
        First = SequenceNumber.Parse("10"),
        Last = SequenceNumber.Parse("30"),
        GroupLast = SequenceNumber.Parse("40"),
        Part = 1,
        Parts = 2,
        Records = 3,
        SizeBytes = 1,
    };

    private readonly AvroRecords[] _readers = [new(PlaceFields.Of(RecordShape.Flat)), new(PlaceFields.Of(RecordShape.Debezium))];

    public string Name => "avro";

    public IReadOnlyList<string> Words { get; } =
    [
        "Obj\u0001", "\u0004\u0014avro.codec\u0008null", "\u0016avro.schema", "{\"type\":\"record\",\"name\":\"r\",\"fields\":[", "{\"name\":\"_seq\",\"type\":\"string\"}", "{\"name\":\"_shard\",\"type\":\"string\"}", "{\"name\":\"source\",\"type\":",
        "[\"null\",\"long\"]", "{\"type\":\"array\",\"items\":", "{\"type\":\"map\",\"values\":", "{\"type\":\"fixed\",\"name\":\"f\",\"size\":2}", "\"null\"", "\u0060000000000000000000000000000000000000000000000010", "\u0002a", "\0",
    ];

    public void Check(ReadOnlySpan<byte> input)
    {
        foreach (var reader in _readers)
        {
            var records = new RecordSequence(Item, reader.Unit);
            try
            {
                using var file = new MemoryStream(input.ToArray());
                var reading = reader.ReadAsync(file, records, CancellationToken.None);
                BrokenInvariantException.Unless(reading.IsCompleted, "A file at hand was waited for.");
                reading.GetAwaiter().GetResult();
                records.End();
            }
            catch (InvalidDataException damage)
            {
                BrokenInvariantException.Unless(damage.Message.Length > 0, "Damage without a word.");
            }

            var text = Encoding.Latin1.GetString(input);
            BrokenInvariantException.Unless(
                text.Contains("deflate", StringComparison.Ordinal) || text.Contains("zstandard", StringComparison.Ordinal) || records.Numbers.All(number => text.Contains(number.Text, StringComparison.Ordinal)),
                "A number is not in the file.");
        }
    }
}
