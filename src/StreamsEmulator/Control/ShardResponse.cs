using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>A shard with its figures; the table's gate is held while it is made.</summary>
internal sealed record ShardResponse(
    string ShardId, IReadOnlyList<string> Parents, bool Open, bool Removed, string StartingSequenceNumber, string? EndingSequenceNumber,
    int Records, int TrimmedRecords, long Bytes)
{
    public static ShardResponse Of(Shard shard) => new(
        shard.Id, [.. shard.Parents.Select(parent => parent.Id)], shard.IsOpen, shard.IsRemoved, shard.Starting.ToString(),
        shard.Ending?.ToString(), shard.Log.End, shard.Log.Horizon, shard.Log.Bytes);
}
