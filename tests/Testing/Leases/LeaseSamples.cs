using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Testing.Leases;

/// <summary>Leases as tests begin with them, and leases as text, so that lists and bytes compare by content.</summary>
internal static class LeaseSamples
{
    public const string StreamArn = "arn:aws:cassandra:eu-central-1:123456789012:/keyspace/media/table/media_content/stream/2026-01-02T03:04:05.678";

    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static ShardId Shard(int number) => new($"shard-{1_767_323_045_678L + number}-{number:x8}");

    public static Checkpoint At(string number) => Checkpoint.At(SequenceNumber.Parse(number));

    /// <summary>A lease as it is just after its shard was listed.</summary>
    public static Lease Fresh(ShardId shardId) => new() { ShardId = shardId, Checkpoint = Checkpoint.TrimHorizon };

    /// <summary>A lease with every attribute set.</summary>
    public static Lease Full(ShardId shardId) => new()
    {
        ShardId = shardId,
        Owner = "media-0/7f3a",
        Counter = 41,
        Checkpoint = At("100000000000000000000000000000000000000000000000"),
        OwnerSwitchesSinceCheckpoint = 2,
        Parents = [Shard(90), Shard(91)],
        Children = [Shard(92), Shard(93)],
        PendingCheckpoint = At("100000000000000000000000000000000000000000000777"),
        PendingState = new byte[] { 0, 1, 127, 128, 255 },
        StreamArn = StreamArn,
        ChainTail = "99999999999999999999999",
        CaughtUpAt = Noon.AddTicks(1_234_567),
        LatestSince = Noon.AddDays(-1),
        PromisedSince = Noon.AddDays(-2),
        Lineage = 7,
        HandoffTo = "media-1/00c4",
        HaltReason = "TrimmedData: nothing before 100 is kept",
        Records = 12_345_678_901,
        Objects = 4_321,
        LastCommitAt = Noon.AddMinutes(-3),
    };

    /// <summary>Everything a lease says, on one line each.</summary>
    public static string Text(Lease? lease) => lease is null ? "no lease" : $"""
        {lease.ShardId}
        owner {lease.Owner ?? "-"} counter {lease.Counter} switches {lease.OwnerSwitchesSinceCheckpoint}
        checkpoint {lease.Checkpoint}
        parents {string.Join(',', lease.Parents)}
        children {string.Join(',', lease.Children)}
        pending {lease.PendingCheckpoint?.Text ?? "-"} state {(lease.PendingState is { } state ? "x" + Convert.ToHexString(state.Span) : "-")}
        stream {lease.StreamArn ?? "-"}
        chain {lease.ChainTail ?? "-"}
        caught up {Text(lease.CaughtUpAt)} latest since {Text(lease.LatestSince)} promised since {Text(lease.PromisedSince)} last commit {Text(lease.LastCommitAt)}
        lineage {lease.Lineage?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} handoff {lease.HandoffTo ?? "-"}
        halt {lease.HaltReason ?? "-"}
        records {lease.Records} objects {lease.Objects}
        """;

    private static string Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("O") ?? "-";
}
