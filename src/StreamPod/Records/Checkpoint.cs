namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>How far a shard is committed, in the words of the Kinesis Client Library: a sequence number, TRIM_HORIZON, LATEST or SHARD_END.</summary>
internal readonly record struct Checkpoint
{
    public static readonly Checkpoint TrimHorizon = new("TRIM_HORIZON");
    public static readonly Checkpoint Latest = new("LATEST");
    public static readonly Checkpoint ShardEnd = new("SHARD_END");

    private Checkpoint(string text) => Text = text;

    public string Text { get; }

    public bool IsShardEnd => Text == ShardEnd.Text;

    public bool IsLatest => Text == Latest.Text;

    public bool IsTrimHorizon => Text == TrimHorizon.Text;

    /// <summary>The sequence number of the last committed record, or null when nothing was committed yet or the shard is finished.</summary>
    public SequenceNumber? Number => SequenceNumber.TryParse(Text, out var number) ? number : null;

    public static Checkpoint At(SequenceNumber number) => new(number.Text);

    /// <exception cref="FormatException">The text is neither a sequence number nor one of the three words.</exception>
    public static Checkpoint Parse(string text) => text switch
    {
        "TRIM_HORIZON" => TrimHorizon,
        "LATEST" => Latest,
        "SHARD_END" => ShardEnd,
        _ when SequenceNumber.TryParse(text, out var number) => At(number),
        _ => throw new FormatException($"'{text}' is not a checkpoint: a sequence number, TRIM_HORIZON, LATEST or SHARD_END expected."),
    };

    public override string ToString() => Text;
}
