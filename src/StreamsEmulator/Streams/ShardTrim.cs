namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>The ways the oldest records of a shard are dropped.</summary>
internal static class ShardTrim
{
    public static int ToTime(Shard shard, DateTimeOffset horizon)
    {
        var limit = horizon.ToUnixTimeMilliseconds();
        var position = shard.Log.Horizon;
        while (position < shard.Log.End && shard.Log[position].CreatedAtMilliseconds < limit)
        {
            position++;
        }

        return position == shard.Log.Horizon ? 0 : shard.Log.TrimTo(position);
    }

    /// <summary>Drops everything up to and including a number.</summary>
    public static int Through(Shard shard, SequenceNumber number) =>
        shard.Log.TrimTo(number.Value == long.MaxValue ? shard.Log.End : shard.Log.PositionOf(new(number.Value + 1)));

    public static int Oldest(Shard shard, int count) => shard.Log.TrimTo(shard.Log.Horizon + Math.Max(0, count));

    public static int All(Shard shard) => shard.Log.TrimTo(shard.Log.End);
}
