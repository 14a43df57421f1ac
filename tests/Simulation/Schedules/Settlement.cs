using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>Whether a pipeline has nothing left to do: every record written and committed, or excused and reported.</summary>
internal static class Settlement
{
    /// <returns>The first thing that is missing, as the end of a sentence; empty when nothing is.</returns>
    public static string Missing(Pipeline pipeline)
    {
        foreach (var life in pipeline.Lives)
        {
            foreach (var shard in life.Judge.Shards)
            {
                if (MissingIn(life, shard) is { } missing)
                {
                    return missing;
                }
            }
        }

        return "";
    }

    private static string? MissingIn(StreamLife life, ShardLedger shard)
    {
        if (shard.IsStopped)
        {
            return null;
        }

        var name = ShardText.Of(shard.ShardId);
        var lease = life.Table.Leases.FirstOrDefault(lease => lease.ShardId == shard.ShardId);
        if (shard.Records.FirstOrDefault(record => record.IsMissing && !record.IsTrimmed) is { } unwritten)
        {
            return $"record {ShardText.Short(unwritten.Number)} of {name} is nowhere ({(lease is null ? "no lease" : CallText.Of(lease))})";
        }

        if (shard.Records.FirstOrDefault(record => record.IsMissing && record.IsTrimmed) is { } trimmed && !shard.IsLossReported)
        {
            return $"nobody said that record {ShardText.Short(trimmed.Number)} of {name} was removed unread ({(lease is null ? "no lease" : CallText.Of(lease))})";
        }

        if (lease is null)
        {
            return shard.IsRemoved ? null : $"{name} has no lease";
        }

        // A lease that was set back past records that are gone cannot come to them any more; a gap says so.
        return shard.IsClosed && !lease.Checkpoint.IsShardEnd ? $"{name} is not finished ({CallText.Of(lease)})"
            : lease.PendingCheckpoint is not null ? $"{name} still has a pending group ({CallText.Of(lease)})"
            : shard.Records.LastOrDefault(record => record.Key is not null && !(record.IsTrimmed && shard.Gaps > 0)) is { } last && !lease.Checkpoint.IsShardEnd && (lease.Checkpoint.Number is not { } reached || reached < SequenceNumber.Parse(last.Number))
                ? $"{name} is not committed up to {ShardText.Short(last.Number)} ({CallText.Of(lease)})"
            : null;
    }
}
