using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The fields in which records of a shape tell their number and their shard, whatever the format.</summary>
internal sealed record PlaceFields
{
    private static readonly PlaceFields Native = new() { Number = new(null, "sequenceNumber"), Shard = new("metadata", "shardId"), IsRow = false };
    private static readonly PlaceFields Flat = new() { Number = new(null, OwnNames.Sequence), Shard = new(null, OwnNames.Shard), IsRow = true };
    private static readonly PlaceFields Debezium = new() { Number = new(DebeziumNames.Source, DebeziumNames.Sequence), Shard = new(DebeziumNames.Source, DebeziumNames.Shard), IsRow = true };

    public required FieldPath Number { get; init; }

    public required FieldPath Shard { get; init; }

    /// <summary>Whether records are rows: these always name their shard, and their numbers have zeros in front.</summary>
    public required bool IsRow { get; init; }

    public static PlaceFields Of(RecordShape shape) => shape switch
    {
        RecordShape.Native => Native,
        RecordShape.Flat => Flat,
        RecordShape.Debezium => Debezium,
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "A known shape expected."),
    };

    /// <param name="number">The text of <see cref="Number"/>; null where there is none.</param>
    /// <param name="shardId">The text of <see cref="Shard"/>; null where there is none.</param>
    /// <exception cref="FormatException">No record of the shape has them so; the message says what is wrong.</exception>
    public RecordPlace PlaceOf(string? number, string? shardId)
    {
        if (!SequenceNumber.TryParse(number, out var sequenceNumber))
        {
            throw new FormatException($"has no {Number}");
        }

        if (!IsRow)
        {
            return new RecordPlace(sequenceNumber, shardId);
        }

        if (sequenceNumber.Text.Length != OwnText.SequenceDigits)
        {
            throw new FormatException($"has a {Number} that is not of {OwnText.SequenceDigits} digits");
        }

        var digits = sequenceNumber.Text.TrimStart('0');
        return new RecordPlace(SequenceNumber.Parse(digits.Length == 0 ? "0" : digits), shardId ?? throw new FormatException($"has no {Shard}"));
    }
}
