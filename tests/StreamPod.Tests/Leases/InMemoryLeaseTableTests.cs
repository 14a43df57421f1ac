using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.Testing.Leases;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>The double holds to the contract, and its faults, stale reads and counts do what tests rely on.</summary>
public sealed class InMemoryLeaseTableTests : LeaseTableContract, IAsyncDisposable
{
    private readonly InMemoryLeaseTable _table = new();

    [Fact]
    public async Task FailNext_Before_ThrowsAndWritesNothing()
    {
        _table.FailNext(LeaseOperation.Create, LeaseFault.ThrowBefore);

        await Assert.ThrowsAsync<IOException>(() => _table.TryCreateAsync(Fresh(Shard(1)), Stop));

        Assert.Empty(_table.Leases);
        Assert.True(await _table.TryCreateAsync(Fresh(Shard(1)), Stop));
    }

    [Fact]
    public async Task FailNext_After_ThrowsAlthoughItIsWritten()
    {
        _table.FailNext(LeaseOperation.Create, LeaseFault.ThrowAfter, exception: new TimeoutException("slow"));

        await Assert.ThrowsAsync<TimeoutException>(() => _table.TryCreateAsync(Fresh(Shard(1)), Stop));

        Assert.Single(_table.Leases);
        Assert.Equal(0, _table.PlannedFaults);
    }

    [Fact]
    public async Task FailNext_Refuse_AnswersFalseOnce()
    {
        _table.Put(Fresh(Shard(1)));
        _table.FailNext(LeaseOperation.Update, LeaseFault.Refuse);

        Assert.False(await _table.TryUpdateAsync(Shard(1), default, new() { CounterStep = 1 }, Stop));

        Assert.Equal(0, _table[Shard(1)].Counter);
        Assert.True(await _table.TryUpdateAsync(Shard(1), default, new() { CounterStep = 1 }, Stop));
    }

    [Fact]
    public async Task FailNext_WithKey_WaitsForThatItem()
    {
        _table.FailNext(LeaseOperation.Create, LeaseFault.ThrowBefore, Shard(2).Value);

        Assert.True(await _table.TryCreateAsync(Fresh(Shard(1)), Stop));

        await Assert.ThrowsAsync<IOException>(() => _table.TryCreateAsync(Fresh(Shard(2)), Stop));
    }

    [Fact]
    public void FailNext_RefusedHeartbeat_IsAMistakeOfTheTest()
    {
        Assert.Throws<ArgumentException>(() => _table.FailNext(LeaseOperation.Beat, LeaseFault.Refuse));
    }

    [Fact]
    public async Task Chance_DecidesForCallsWithoutPlan()
    {
        _table.Chance = call => call.Operation == LeaseOperation.Scan ? LeaseFault.Refuse : null;

        Assert.True(await _table.TryCreateAsync(Fresh(Shard(1)), Stop));

        await Assert.ThrowsAsync<IOException>(() => _table.ScanAsync(consistent: true, Stop));
    }

    [Fact]
    public async Task StaleBy_LagsScansThatAreNotConsistent()
    {
        _table.StaleBy = 2;
        foreach (var number in Enumerable.Range(1, 3))
        {
            await _table.TryCreateAsync(Fresh(Shard(number)), Stop);
        }

        var stale = await _table.ScanAsync(consistent: false, Stop);
        var present = await _table.ScanAsync(consistent: true, Stop);

        Assert.Equal([Shard(1)], stale.Leases.Select(lease => lease.ShardId));
        Assert.Equal(3, present.Leases.Count);
    }

    [Fact]
    public async Task StaleBy_LagsTheLookAtAWorkerButNotTheLease()
    {
        _table.StaleBy = 1;
        await _table.BeatAsync(new WorkerName("media-0", "a"), null, Stop);
        await _table.TryCreateAsync(Fresh(Shard(1)), Stop);
        await _table.BeatAsync(new WorkerName("media-0", "a"), null, Stop);

        Assert.Equal(1, (await _table.FindWorkerAsync("media-0", Stop))!.Heartbeat);
        Assert.NotNull(await _table.FindAsync(Shard(1), Stop));
    }

    [Fact]
    public async Task Counts_TellReadsFromWrites_PerHandle()
    {
        await using var other = _table.OpenAnother();
        await _table.TryCreateAsync(Fresh(Shard(1)), Stop);
        await _table.BeatAsync(new WorkerName("media-0", "a"), null, Stop);
        await other.FindAsync(Shard(1), Stop);

        Assert.Equal((0, 2), (_table.Reads, _table.Writes));
        Assert.Equal((1, 0), (other.Reads, other.Writes));
        Assert.Equal(1, _table.CountOf(LeaseOperation.Beat));
    }

    [Fact]
    public async Task Before_HoldsACallWhileAnotherOvertakesIt()
    {
        var gate = new TaskCompletionSource();
        await using var slow = _table.OpenAnother();
        _table.Put(Fresh(Shard(1)));
        slow.Before = (_, _) => gate.Task;

        var held = slow.TryUpdateAsync(Shard(1), new() { Counter = 0 }, new() { CounterStep = 1 }, Stop);
        var overtaking = await _table.TryUpdateAsync(Shard(1), new() { Counter = 0 }, new() { CounterStep = 1 }, Stop);
        gate.SetResult();

        Assert.True(overtaking);
        Assert.False(await held);
    }

    [Fact]
    public async Task Disposed_AnyCall_Throws()
    {
        await _table.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _table.FindAsync(Shard(1), Stop));
    }

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    internal override Task<ILeaseTable> OpenAsync() => Task.FromResult<ILeaseTable>(_table.OpenAnother());
}
