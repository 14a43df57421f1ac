using System.Globalization;
using KeyspacesStreamer.StreamPod.Records;
using Microsoft.Data.Sqlite;

namespace KeyspacesStreamer.StreamPod.Leases.Sqlite;

/// <summary>A lease as a row, in the order of <see cref="SqliteLeaseSchema.LeaseColumns"/>.</summary>
internal static class SqliteLeaseRow
{
    private const char Separator = '\n';

    public static Lease Read(SqliteDataReader row) => new()
    {
        ShardId = new(row.GetString(0)),
        Owner = Text(row, 1),
        Counter = row.GetInt64(2),
        Checkpoint = Checkpoint.Parse(row.GetString(3)),
        OwnerSwitchesSinceCheckpoint = row.GetInt64(4),
        Parents = Shards(row, 5),
        Children = Shards(row, 6),
        PendingCheckpoint = Text(row, 7) is { } pending ? Checkpoint.Parse(pending) : null,
        PendingState = row.IsDBNull(8) ? default(ReadOnlyMemory<byte>?) : row.GetFieldValue<byte[]>(8),
        StreamArn = Text(row, 9),
        ChainTail = Text(row, 10),
        CaughtUpAt = Time(row, 11),
        LatestSince = Time(row, 12),
        HandoffTo = Text(row, 13),
        HaltReason = Text(row, 14),
        Records = row.GetInt64(15),
        Objects = row.GetInt64(16),
        LastCommitAt = Time(row, 17),
        PromisedSince = Time(row, 18),
        Lineage = row.IsDBNull(19) ? null : row.GetInt32(19),
    };

    /// <summary>The values of the row; null where a column is null.</summary>
    public static IReadOnlyList<object?> Write(Lease lease) =>
    [
        lease.ShardId.Value,
        lease.Owner,
        lease.Counter,
        lease.Checkpoint.Text,
        lease.OwnerSwitchesSinceCheckpoint,
        Shards(lease.Parents),
        Shards(lease.Children),
        lease.PendingCheckpoint?.Text,
        lease.PendingState?.ToArray(),
        lease.StreamArn,
        lease.ChainTail,
        Time(lease.CaughtUpAt),
        Time(lease.LatestSince),
        lease.HandoffTo,
        lease.HaltReason,
        lease.Records,
        lease.Objects,
        Time(lease.LastCommitAt),
        Time(lease.PromisedSince),
        lease.Lineage,
    ];

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(SqliteDataReader row, int column) =>
        Text(row, column) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null;

    private static string? Shards(IReadOnlyList<ShardId> shards) =>
        shards.Count == 0 ? null : string.Join(Separator, LeaseTransition.AsSet(shards).Select(shard => shard.Value));

    private static IReadOnlyList<ShardId> Shards(SqliteDataReader row, int column) =>
        Text(row, column) is { } text ? [.. text.Split(Separator).Select(shard => new ShardId(shard))] : [];
}
