using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using Xunit;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.Testing.Leases;

/// <summary>What every lease table holds to; each store runs these same facts.</summary>
public abstract partial class LeaseTableContract
{
    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ensure_Twice_KeepsTheItems()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)), Stop);

        await table.EnsureAsync(create: true, Stop);

        Assert.NotNull(await table.FindAsync(Shard(1), Stop));
    }

    [Fact]
    public async Task Create_FullLease_ReadsBackEveryAttribute()
    {
        await using var table = await OpenAsync();

        Assert.True(await table.TryCreateAsync(Full(Shard(1)), Stop));

        Assert.Equal(Text(Full(Shard(1))), Text(await table.FindAsync(Shard(1), Stop)));
    }

    [Fact]
    public async Task Create_FreshLease_LeavesTheRestAbsent()
    {
        await using var table = await OpenAsync();

        Assert.True(await table.TryCreateAsync(Fresh(Shard(1)), Stop));

        var found = await table.FindAsync(Shard(1), Stop);
        Assert.Equal(Text(Fresh(Shard(1))), Text(found));
        Assert.Null(found!.Owner);
        Assert.Null(found.PendingState);
    }

    [Fact]
    public async Task Create_ExistingLease_IsRefusedAndChangesNothing()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Full(Shard(1)), Stop);

        Assert.False(await table.TryCreateAsync(Fresh(Shard(1)), Stop));

        Assert.Equal(Text(Full(Shard(1))), Text(await table.FindAsync(Shard(1), Stop)));
    }

    [Fact]
    public async Task Create_ParentNamedTwice_IsKeptOnce()
    {
        await using var table = await OpenAsync();

        await table.TryCreateAsync(Fresh(Shard(1)) with { Parents = [Shard(3), Shard(2), Shard(3)] }, Stop);

        Assert.Equal([Shard(2), Shard(3)], (await table.FindAsync(Shard(1), Stop))!.Parents);
    }

    [Fact]
    public async Task Create_UnicodeAndLongValues_SurviveUnchanged()
    {
        await using var table = await OpenAsync();
        var lease = Fresh(Shard(1)) with
        {
            HaltReason = "größer als 😀 \t \"'\n" + new string('ß', 20_000),
            PendingState = Enumerable.Range(0, 100_000).Select(number => (byte)(number * 31)).ToArray(),
            Owner = "pod-ключ/雪",
        };

        Assert.True(await table.TryCreateAsync(lease, Stop));

        Assert.Equal(Text(lease), Text(await table.FindAsync(Shard(1), Stop)));
        Assert.True(await table.TryUpdateAsync(Shard(1), new() { Owner = Expected<string>.Is("pod-ключ/雪") }, new() { CounterStep = 1 }, Stop));
    }

    [Fact]
    public async Task Find_UnknownShard_IsNull()
    {
        await using var table = await OpenAsync();

        Assert.Null(await table.FindAsync(Shard(1), Stop));
    }

    [Fact]
    public async Task Scan_EmptyTable_IsEmpty()
    {
        await using var table = await OpenAsync();

        var snapshot = await table.ScanAsync(consistent: true, Stop);

        Assert.Empty(snapshot.Leases);
        Assert.Empty(snapshot.Workers);
        Assert.Null(snapshot.Owner);
    }

    [Fact]
    public async Task Scan_MoreThanOneMegabyte_FindsEverything()
    {
        await using var table = await OpenAsync();
        var state = Enumerable.Repeat((byte)7, 60_000).ToArray();
        var shards = Enumerable.Range(0, 40).Select(Shard).Order().ToArray();
        await Parallel.ForEachAsync(shards, Stop, async (shard, stop) => await table.TryCreateAsync(Fresh(shard) with { PendingState = state }, stop));
        await table.BeatAsync(new WorkerName("media-0", "a"), "{}", Stop);
        await table.BeatAsync(new WorkerName("media-1", "b"), null, Stop);
        await table.TryWriteOwnerAsync(null, new TableOwner { StreamArn = StreamArn, Resource = "n/r" }, Stop);

        var snapshot = await table.ScanAsync(consistent: true, Stop);

        Assert.Equal(shards, snapshot.Leases.Select(lease => lease.ShardId).Order());
        Assert.All(snapshot.Leases, lease => Assert.Equal(60_000, lease.PendingState!.Value.Length));
        Assert.Equal(["media-0", "media-1"], snapshot.Workers.Select(worker => worker.Name.Pod).Order());
        Assert.Equal(StreamArn, snapshot.Owner!.StreamArn);
    }

    [Fact]
    public async Task Delete_FreeLeaseWithSeenCounter_Deletes()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)) with { Counter = 4 }, Stop);

        Assert.True(await table.TryDeleteAsync(Fresh(Shard(1)) with { Counter = 4 }, Stop));

        Assert.Null(await table.FindAsync(Shard(1), Stop));
    }

    [Fact]
    public async Task Delete_OwnedMovedOrMissingLease_IsRefused()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)) with { Counter = 4, Owner = "media-0/a" }, Stop);
        await table.TryCreateAsync(Fresh(Shard(2)) with { Counter = 5 }, Stop);

        Assert.False(await table.TryDeleteAsync(Fresh(Shard(1)) with { Counter = 4 }, Stop));
        Assert.False(await table.TryDeleteAsync(Fresh(Shard(2)) with { Counter = 4 }, Stop));
        Assert.False(await table.TryDeleteAsync(Fresh(Shard(3)), Stop));

        Assert.Equal(2, (await table.ScanAsync(consistent: true, Stop)).Leases.Count);
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_ThrowsAndWritesNothing()
    {
        await using var table = await OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.TryCreateAsync(Fresh(Shard(1)), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.ScanAsync(consistent: true, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.FindAsync(Shard(1), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.BeatAsync(new WorkerName("media-0", "a"), null, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.EnsureAsync(create: true, cancelled.Token));

        var snapshot = await table.ScanAsync(consistent: true, Stop);
        Assert.Empty(snapshot.Leases);
        Assert.Empty(snapshot.Workers);
    }

    /// <summary>A handle on this test's own table, which exists; the second call gives another handle on the same table.</summary>
    internal abstract Task<ILeaseTable> OpenAsync();

    private static Task<bool> TryAsync(ILeaseTable table, LeaseGuard guard, LeaseChange change = default) =>
        table.TryUpdateAsync(Shard(1), guard, change, Stop);

    private static async Task<Lease> FindAsync(ILeaseTable table) =>
        await table.FindAsync(Shard(1), Stop) ?? throw new InvalidOperationException($"Lease of {Shard(1)} is gone.");

    private static Checkpoint? Number(string? text) => text is null ? null : At(text);
}
