using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using Xunit;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.Testing.Leases;

public abstract partial class LeaseTableContract
{
    private static readonly LeaseChange SetsEverything = new()
    {
        Owner = Change<string>.To("media-9/9"),
        CounterStep = 3,
        Checkpoint = Checkpoint.ShardEnd,
        ResetsOwnerSwitches = true,
        PendingCheckpoint = Change<string>.To("888"),
        PendingState = Change<byte[]>.To([9, 0]),
        ChainTail = Change<string>.To("887"),
        CaughtUpAt = Noon.AddHours(1),
        HandoffTo = Change<string>.To("media-8/8"),
        HaltReason = Change<string>.To("ForeignObject"),
        Children = [Shard(81), Shard(80), Shard(81)],
        Parents = [Shard(70)],
        StreamArn = "arn:other",
        RecordsStep = 10,
        ObjectsStep = 2,
        LastCommitAt = Noon.AddHours(2),
    };

    private static readonly LeaseChange RemovesEverything = new()
    {
        Owner = Change<string>.To(null),
        PendingCheckpoint = Change<string>.To(null),
        PendingState = Change<byte[]>.To(null),
        ChainTail = Change<string>.To(null),
        HandoffTo = Change<string>.To(null),
        HaltReason = Change<string>.To(null),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_EverythingSet_ReadsBackSo(bool onFullLease)
    {
        await using var table = await OpenAsync();
        var lease = onFullLease ? Full(Shard(1)) : Fresh(Shard(1));
        await table.TryCreateAsync(lease, Stop);

        Assert.True(await TryAsync(table, default, SetsEverything));

        Assert.Equal(
            Text(lease with
            {
                Owner = "media-9/9",
                Counter = lease.Counter + 3,
                Checkpoint = Checkpoint.ShardEnd,
                OwnerSwitchesSinceCheckpoint = 0,
                PendingCheckpoint = At("888"),
                PendingState = new byte[] { 9, 0 },
                ChainTail = "887",
                CaughtUpAt = Noon.AddHours(1),
                HandoffTo = "media-8/8",
                HaltReason = "ForeignObject",
                Children = [Shard(80), Shard(81)],
                Parents = [Shard(70)],
                StreamArn = "arn:other",
                Records = lease.Records + 10,
                Objects = lease.Objects + 2,
                LastCommitAt = Noon.AddHours(2),
            }),
            Text(await FindAsync(table)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_EverythingRemoved_KeepsTheRest(bool onFullLease)
    {
        await using var table = await OpenAsync();
        var lease = onFullLease ? Full(Shard(1)) : Fresh(Shard(1));
        await table.TryCreateAsync(lease, Stop);

        Assert.True(await TryAsync(table, default, RemovesEverything));

        Assert.Equal(
            Text(lease with { Owner = null, PendingCheckpoint = null, PendingState = null, ChainTail = null, HandoffTo = null, HaltReason = null }),
            Text(await FindAsync(table)));
        Assert.True(await TryAsync(table, new()
        {
            Owner = Expected<string>.Is(null),
            PendingCheckpoint = Expected<string>.Is(null),
            PendingState = Expected<byte[]>.Is(null),
            HandoffTo = Expected<string>.Is(null),
        }));
    }

    [Fact]
    public async Task Update_OneAttribute_KeepsTheOthers()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Full(Shard(1)), Stop);

        Assert.True(await TryAsync(table, default, new() { HandoffTo = Change<string>.To("media-7/7") }));

        Assert.Equal(Text(Full(Shard(1)) with { HandoffTo = "media-7/7" }), Text(await FindAsync(table)));
    }

    [Fact]
    public async Task Update_OwnerSwitches_GrowWithTakesAndEndWithACheckpoint()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)), Stop);

        await TryAsync(table, default, new() { ResetsOwnerSwitches = false });
        await TryAsync(table, default, new() { ResetsOwnerSwitches = false });
        var afterTakes = (await FindAsync(table)).OwnerSwitchesSinceCheckpoint;
        await TryAsync(table, default, new() { ResetsOwnerSwitches = true });

        Assert.Equal(2, afterTakes);
        Assert.Equal(0, (await FindAsync(table)).OwnerSwitchesSinceCheckpoint);
    }

    [Fact]
    public async Task Update_EmptyLineage_LeavesItAlone()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Full(Shard(1)), Stop);

        Assert.True(await TryAsync(table, default, new() { Children = [], Parents = [] }));

        Assert.Equal(Text(Full(Shard(1))), Text(await FindAsync(table)));
    }

    [Fact]
    public async Task Update_TimeOfAnotherZone_IsKeptAsTheSameInstant()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)), Stop);
        var time = new DateTimeOffset(2026, 3, 1, 1, 30, 0, 123, TimeSpan.FromHours(5.5));

        await TryAsync(table, default, new() { CaughtUpAt = time });

        var found = (await FindAsync(table)).CaughtUpAt;
        Assert.Equal(time, found);
    }

    [Fact]
    public async Task Update_BytesChangedByTheCallerLater_DoNotReachTheTable()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)), Stop);
        byte[] state = [1, 2, 3];

        await TryAsync(table, default, new() { PendingState = Change<byte[]>.To(state) });
        state[0] = 99;

        Assert.Equal([1, 2, 3], (await FindAsync(table)).PendingState!.Value.ToArray());
    }
}
