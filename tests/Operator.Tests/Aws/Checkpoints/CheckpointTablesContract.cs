using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Operator.Tests.Aws.Checkpoints;

/// <summary>What every store of checkpoint tables holds to.</summary>
public abstract class CheckpointTablesContract
{
    private const string OldStream = "arn:aws:cassandra:us-east-1:123456789012:/keyspace/media/table/one/stream/2026-11-02T08:15:30.123";
    private const string NewStream = "arn:aws:cassandra:us-east-1:123456789012:/keyspace/media/table/one/stream/2026-11-03T08:15:30.123";
    private static readonly TableOwner Owner = new() { StreamArn = OldStream, Resource = "apps/media-content" };

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract CheckpointAddress Address { get; }

    [Fact]
    public async Task NoTable_IsNullEverywhere()
    {
        var tables = await OpenAsync();

        Assert.Null(await tables.DescribeAsync(Address, Stop));
        Assert.Null(await tables.ReadAsync(Address, Stop));
    }

    [Fact]
    public async Task Create_NoTable_MakesOneThatNobodyOwns()
    {
        var tables = await OpenAsync();

        await tables.CreateAsync(Address, "apps/media-content", null, isProtected: false, Stop);

        var table = await ActiveAsync(tables);
        Assert.Null(table.Unfit);
        Assert.Null(table.Owner);
    }

    [Fact]
    public async Task Create_TableExists_LeavesItAsItIs()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, "apps/media-content", null, isProtected: false, Stop);
        await ActiveAsync(tables);
        await ClaimAsync(Owner);

        await tables.CreateAsync(Address, "apps/other", null, isProtected: false, Stop);

        Assert.Equal(Owner, (await ActiveAsync(tables)).Owner);
    }

    [Fact]
    public async Task Delete_Twice_IsGone()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, "apps/media-content", null, isProtected: false, Stop);
        await ActiveAsync(tables);

        await tables.DeleteAsync(Address, Stop);
        await tables.DeleteAsync(Address, Stop);

        Assert.True(await tables.DescribeAsync(Address, Stop) is null or { State: CheckpointTableState.Deleting });
    }

    [Fact]
    public async Task Switch_OwnTable_BelongsToTheNewStream()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, Owner.Resource, null, isProtected: false, Stop);
        await ActiveAsync(tables);
        await ClaimAsync(Owner);

        Assert.True(await tables.TrySwitchStreamAsync(Address, Owner, NewStream, Stop));

        Assert.Equal(Owner with { StreamArn = NewStream, IsSeeded = true }, (await ActiveAsync(tables)).Owner);
    }

    [Fact]
    public async Task Switch_DoneAlready_IsTrueAgain()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, Owner.Resource, null, isProtected: false, Stop);
        await ActiveAsync(tables);
        await ClaimAsync(Owner);
        await tables.TrySwitchStreamAsync(Address, Owner, NewStream, Stop);

        Assert.True(await tables.TrySwitchStreamAsync(Address, Owner, NewStream, Stop));
    }

    [Fact]
    public async Task Switch_TableOfSomebodyElse_StaysTheirs()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, "apps/other", null, isProtected: false, Stop);
        await ActiveAsync(tables);
        var other = Owner with { Resource = "apps/other" };
        await ClaimAsync(other);

        Assert.False(await tables.TrySwitchStreamAsync(Address, Owner, NewStream, Stop));

        Assert.Equal(other, (await ActiveAsync(tables)).Owner);
    }

    [Fact]
    public async Task Switch_EveryMemberOfTheClaim_IsDemandedAndKept()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, Owner.Resource, null, isProtected: false, Stop);
        await ActiveAsync(tables);
        var claim = Owner with { Installation = "8f0c", Bucket = "media-data", BucketOwner = "111122223333" };
        await ClaimAsync(claim);

        Assert.False(await tables.TrySwitchStreamAsync(Address, Owner, NewStream, Stop));
        Assert.False(await tables.TrySwitchStreamAsync(Address, claim with { Installation = "3a1b" }, NewStream, Stop));
        Assert.True(await tables.TrySwitchStreamAsync(Address, claim, NewStream, Stop));

        Assert.Equal(claim with { StreamArn = NewStream, IsSeeded = true }, (await ActiveAsync(tables)).Owner);
    }

    [Fact]
    public async Task Read_LeasesAndWorkers_AreReported()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, Owner.Resource, null, isProtected: false, Stop);
        await ActiveAsync(tables);
        await ClaimAsync(Owner);
        var time = new DateTimeOffset(2026, 11, 2, 8, 15, 30, TimeSpan.Zero);
        var finished = new ShardLease { ShardId = "shard-1", IsFinished = true, LastCommitAt = time };
        var held = new ShardLease
        {
            ShardId = "shard-2",
            OwnerPod = "media-0",
            Parents = ["shard-0", "shard-1"],
            HaltReason = "trimmed",
            CaughtUpAt = time,
            PromisedSince = time.AddHours(-1),
        };
        var worker = new WorkerHeartbeat { Pod = "media-0", Heartbeat = 41, Progress = new WorkerProgress { Shards = 1, Halted = 1, LagSeconds = 2.5, IsReady = true } };
        await FillAsync([finished, held], [worker]);

        var report = await tables.ReadAsync(Address, Stop);

        Assert.Equal(Owner, report?.Owner);
        Assert.Equivalent(new[] { finished, held }, report?.Leases.OrderBy(lease => lease.ShardId, StringComparer.Ordinal).ToArray(), strict: true);
        Assert.Equal([worker], report?.Workers);
    }

    private protected abstract ValueTask<ICheckpointTables> OpenAsync();

    /// <summary>Claims the table as a pod does.</summary>
    private protected abstract Task ClaimAsync(TableOwner owner);

    /// <summary>Puts leases and workers into the table as a pod does.</summary>
    private protected abstract Task FillAsync(IReadOnlyList<ShardLease> leases, IReadOnlyList<WorkerHeartbeat> workers);

    private protected async Task<CheckpointTable> ActiveAsync(ICheckpointTables tables)
    {
        CheckpointTable? table = null;
        await Phase.UntilAsync("the table is active", async () => (table = await tables.DescribeAsync(Address, Stop)) is { State: CheckpointTableState.Active } ? null : $"{table?.State}", Stop);
        return table!; // it is there when it is active
    }
}
