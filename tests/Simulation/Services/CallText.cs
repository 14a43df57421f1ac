using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Reading;

namespace KeyspacesStreamer.Simulation.Services;

/// <summary>Answers as one short text for the trace.</summary>
internal static class CallText
{
    public static string Of(object? answer) => answer switch
    {
        null => "nothing",
        bool holds => holds ? "yes" : "no",
        string text => text,
        Lease lease => Of(lease),
        LeaseTableSnapshot table => $"{table.Leases.Count} leases, {table.Workers.Count} workers",
        ShardPage page => PageOf(page),
        IReadOnlyList<ShardListing> shards => string.Join(' ', shards.Select(shard => ShardText.Of(shard.ShardId) + (shard.IsClosed ? "." : ""))),
        StoredObject found => $"{found.Metadata.GetValueOrDefault(ObjectMetadata.FirstSequenceNumber)}..{found.Metadata.GetValueOrDefault(ObjectMetadata.LastSequenceNumber)}",
        WorkerItem worker => $"beat {worker.Heartbeat} nudge {worker.Nudge}",
        _ => answer.ToString() ?? "",
    };

    public static string Of(Lease lease) =>
        $"{lease.Owner ?? "free"}#{lease.Counter} at {ShardText.Short(lease.Checkpoint.Text)}{(lease.PendingCheckpoint is { } pending ? $" pending {ShardText.Short(pending.Text)}" : "")}"
        + (lease.HandoffTo is { } asker ? $" asked by {asker}" : "") + (lease.HaltReason is null ? "" : " halted");

    public static string Of(in LeaseChange change)
    {
        var parts = new List<string>();
        if (change.Checkpoint is { } checkpoint)
        {
            parts.Add($"checkpoint={ShardText.Short(checkpoint.Text)}");
        }

        if (change.PendingCheckpoint.IsMade)
        {
            parts.Add($"pending={(change.PendingCheckpoint.Value is { } pending ? ShardText.Short(pending) : "none")}");
        }

        if (change.Owner.IsMade)
        {
            parts.Add($"owner={change.Owner.Value ?? "none"}");
        }

        if (change.HandoffTo.IsMade)
        {
            parts.Add($"handoffTo={change.HandoffTo.Value ?? "none"}");
        }

        if (change.HaltReason.IsMade)
        {
            parts.Add($"halt={change.HaltReason.Value ?? "none"}");
        }

        if (change.CaughtUpAt is not null)
        {
            parts.Add("caughtUpAt");
        }

        return string.Join(' ', parts);
    }

    private static string PageOf(ShardPage page)
    {
        var range = page.Count == 0 ? "empty" : $"{ShardText.Short(page[0].SequenceNumber.Text)}..{ShardText.Short(page[page.Count - 1].SequenceNumber.Text)}";
        return $"{range} {page.Position}{(page.NextIterator is null ? " end" : "")}";
    }
}
