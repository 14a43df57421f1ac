using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using Xunit;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.Testing.Leases;

public abstract partial class LeaseTableContract
{
    [Fact]
    public async Task Update_MissingLease_IsRefusedAndCreatesNothing()
    {
        await using var table = await OpenAsync();

        Assert.False(await TryAsync(table, default, new() { CounterStep = 1, Owner = Change<string>.To("media-0/a") }));

        Assert.Null(await table.FindAsync(Shard(1), Stop));
    }

    [Fact]
    public async Task Update_NothingDemanded_Holds()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Full(Shard(1)), Stop);

        Assert.True(await TryAsync(table, default));

        Assert.Equal(Text(Full(Shard(1))), Text(await FindAsync(table)));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "media-0/a", false)]
    [InlineData("media-0/a", "media-0/a", true)]
    [InlineData("media-0/a", "media-0/b", false)]
    [InlineData("media-0/a", null, false)]
    public async Task Update_GuardedByOwner_HoldsOnlyWhenEqual(string? standing, string? expected, bool holds)
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)) with { Owner = standing }, Stop);

        Assert.Equal(holds, await TryAsync(table, new() { Owner = Expected<string>.Is(expected) }, new() { CounterStep = 1 }));

        Assert.Equal(holds ? 1 : 0, (await FindAsync(table)).Counter);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(41, 41, true)]
    [InlineData(41, 40, false)]
    [InlineData(long.MaxValue - 1, long.MaxValue - 1, true)]
    [InlineData(long.MaxValue - 1, long.MaxValue - 2, false)]
    public async Task Update_GuardedByCounter_HoldsOnlyWhenEqual(long standing, long expected, bool holds)
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)) with { Counter = standing }, Stop);

        Assert.Equal(holds, await TryAsync(table, new() { Counter = expected }, new() { CounterStep = 1 }));

        Assert.Equal(holds ? standing + 1 : standing, (await FindAsync(table)).Counter);
    }

    [Theory]
    [InlineData("TRIM_HORIZON", true)]
    [InlineData("LATEST", false)]
    [InlineData(null, false)]
    public async Task Update_GuardedByCheckpoint_HoldsOnlyWhenEqual(string? expected, bool holds)
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)), Stop);

        Assert.Equal(holds, await TryAsync(table, new() { Checkpoint = Expected<string>.Is(expected) }, new() { Checkpoint = Checkpoint.ShardEnd }));

        Assert.Equal(holds, (await FindAsync(table)).Checkpoint.IsShardEnd);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "70", false)]
    [InlineData("70", "70", true)]
    [InlineData("70", "070", false)]
    [InlineData("70", null, false)]
    public async Task Update_GuardedByPendingCheckpoint_HoldsOnlyWhenEqual(string? standing, string? expected, bool holds)
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)) with { PendingCheckpoint = Number(standing) }, Stop);

        Assert.Equal(holds, await TryAsync(table, new() { PendingCheckpoint = Expected<string>.Is(expected) }, new() { CounterStep = 1 }));

        Assert.Equal(holds ? 1 : 0, (await FindAsync(table)).Counter);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "00FF", false)]
    [InlineData("00FF", "00FF", true)]
    [InlineData("00FF", "00FE", false)]
    [InlineData("00FF", "00FF00", false)]
    [InlineData("00FF", null, false)]
    public async Task Update_GuardedByPendingState_HoldsOnlyByteForByte(string? standing, string? expected, bool holds)
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)) with { PendingState = standing is null ? default(ReadOnlyMemory<byte>?) : Convert.FromHexString(standing) }, Stop);
        var bytes = expected is null ? null : Convert.FromHexString(expected);

        Assert.Equal(holds, await TryAsync(table, new() { PendingState = Expected<byte[]>.Is(bytes) }, new() { CounterStep = 1 }));

        Assert.Equal(holds ? 1 : 0, (await FindAsync(table)).Counter);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "media-1/b", false)]
    [InlineData("media-1/b", "media-1/b", true)]
    [InlineData("media-1/b", null, false)]
    public async Task Update_GuardedByHandoff_HoldsOnlyWhenEqual(string? standing, string? expected, bool holds)
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)) with { HandoffTo = standing }, Stop);

        Assert.Equal(holds, await TryAsync(table, new() { HandoffTo = Expected<string>.Is(expected) }, new() { CounterStep = 1 }));

        Assert.Equal(holds ? 1 : 0, (await FindAsync(table)).Counter);
    }

    [Fact]
    public async Task Update_OneOfManyDemandsFails_ChangesNothing()
    {
        await using var table = await OpenAsync();
        var full = Full(Shard(1));
        await table.TryCreateAsync(full, Stop);
        var all = new LeaseGuard
        {
            Owner = Expected<string>.Is(full.Owner),
            Counter = full.Counter,
            Checkpoint = Expected<string>.Is(full.Checkpoint.Text),
            PendingCheckpoint = Expected<string>.Is(full.PendingCheckpoint!.Value.Text),
            PendingState = Expected<byte[]>.Is(full.PendingState!.Value.ToArray()),
            HandoffTo = Expected<string>.Is(full.HandoffTo),
        };

        Assert.False(await TryAsync(table, all with { Owner = Expected<string>.Is("x") }, new() { CounterStep = 1 }));
        Assert.False(await TryAsync(table, all with { Counter = 1 }, new() { CounterStep = 1 }));
        Assert.False(await TryAsync(table, all with { Checkpoint = Expected<string>.Is("1") }, new() { CounterStep = 1 }));
        Assert.False(await TryAsync(table, all with { PendingCheckpoint = Expected<string>.Is("1") }, new() { CounterStep = 1 }));
        Assert.False(await TryAsync(table, all with { PendingState = Expected<byte[]>.Is([1]) }, new() { CounterStep = 1 }));
        Assert.False(await TryAsync(table, all with { HandoffTo = Expected<string>.Is(null) }, new() { CounterStep = 1 }));
        Assert.Equal(Text(full), Text(await FindAsync(table)));
        Assert.True(await TryAsync(table, all));
    }
}
