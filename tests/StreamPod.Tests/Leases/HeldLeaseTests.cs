using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

public sealed class HeldLeaseTests
{
    private static readonly ShardId Shard = StreamRecords.Shard("a");
    private static readonly LeaseChange Commit = new() { Checkpoint = Checkpoint.At(StreamRecords.Number(7)), RecordsStep = 7 };

    private readonly TestPod _pod = TestPod.Create();
    private readonly HeldLease _held;

    public HeldLeaseTests() => _held = _pod.Hold(_pod.Own(Shard));

    [Fact]
    public async Task Write_Accepted_ShowsTheLeaseAfterIt()
    {
        await WriteAsync(Commit);

        Assert.Equal(Commit.Checkpoint, _held.Current.Checkpoint);
        Assert.Equal(LeaseSamples.Text(_pod.Table[Shard]), LeaseSamples.Text(_held.Current));
    }

    [Fact]
    public async Task Write_TimedOutBeforeTheTable_IsWrittenOnce()
    {
        _pod.Table.FailNext(LeaseOperation.Update, LeaseFault.ThrowBefore);

        await WriteAsync(Commit);

        Assert.Equal(7, _pod.Table[Shard].Records);
        Assert.Equal(["commit Transient"], _pod.Events.Of("retry"));
    }

    [Fact]
    public async Task Write_TimedOutAfterTheTable_IsSettledByReadingAndCountedOnce()
    {
        _pod.Table.FailNext(LeaseOperation.Update, LeaseFault.ThrowAfter);

        await WriteAsync(Commit);

        Assert.Equal((Commit.Checkpoint!.Value, 7), (_pod.Table[Shard].Checkpoint, _pod.Table[Shard].Records));
        Assert.Equal(7, _held.Current.Records);
        Assert.Equal(1, _pod.Table.CountOf(LeaseOperation.Find));
    }

    [Fact]
    public async Task Write_TimedOutAndLandingLate_MovesNothingBack()
    {
        var next = new LeaseChange { Checkpoint = Checkpoint.At(StreamRecords.Number(9)), RecordsStep = 2 };
        var late = _pod.Table.OpenAnother();
        var before = _held.Current;
        _pod.Table.FailNext(LeaseOperation.Update, LeaseFault.ThrowBefore);
        await WriteAsync(Commit);
        await WriteAsync(next);

        var guard = new LeaseGuard
        {
            Owner = Expected<string>.Is(before.Owner),
            Counter = before.Counter,
            Checkpoint = Expected<string>.Is(before.Checkpoint.Text),
            PendingCheckpoint = Expected<string>.Is(null),
            PendingState = Expected<byte[]>.Is(null),
        };
        Assert.False(await late.TryUpdateAsync(Shard, guard, Commit, TestContext.Current.CancellationToken));
        Assert.Equal((next.Checkpoint!.Value, 9), (_pod.Table[Shard].Checkpoint, _pod.Table[Shard].Records));
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("counter")]
    [InlineData("checkpoint")]
    [InlineData("pending")]
    [InlineData("state")]
    public async Task Write_TableChangedByAnother_IsALostLeaseAndChangesNothing(string what)
    {
        var lease = _pod.Table[Shard];
        _pod.Table.Put(what switch
        {
            "owner" => lease with { Owner = "media-9/1" },
            "counter" => lease with { Counter = 2 },
            "checkpoint" => lease with { Checkpoint = Checkpoint.At(StreamRecords.Number(3)) },
            "pending" => lease with { PendingCheckpoint = Checkpoint.At(StreamRecords.Number(3)) },
            _ => lease with { PendingState = new byte[] { 1 } },
        });
        var before = LeaseSamples.Text(_pod.Table[Shard]);

        await Assert.ThrowsAsync<LeaseLostException>(() => WriteAsync(Commit));

        Assert.Equal(before, LeaseSamples.Text(_pod.Table[Shard]));
    }

    [Fact]
    public async Task Write_LeaseDeleted_IsALostLease()
    {
        _pod.Table.Remove(Shard);

        var problem = await Assert.ThrowsAsync<LeaseLostException>(() => WriteAsync(Commit));

        Assert.Contains("deleted", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_RefusedWithoutAReason_IsTriedAgain()
    {
        _pod.Table.FailNext(LeaseOperation.Update, LeaseFault.Refuse);

        await WriteAsync(Commit);

        Assert.Equal(7, _pod.Table[Shard].Records);
    }

    [Fact]
    public async Task Write_AfterATimeoutTakenByAnother_IsALostLease()
    {
        _pod.Table.FailNext(LeaseOperation.Update, LeaseFault.ThrowAfter);
        _pod.Table.After = (call, _) =>
        {
            _pod.Table.Put(_pod.Table[Shard] with { Owner = "media-9/1", Counter = 2 });
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<LeaseLostException>(() => WriteAsync(Commit));
    }

    [Fact]
    public async Task Write_NotPermitted_PassesThrough()
    {
        _pod.Table.FailNext(LeaseOperation.Update, LeaseFault.ThrowBefore, exception: new InvalidOperationException("no"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(Commit));
    }

    private Task WriteAsync(LeaseChange change) =>
        FakeTimeLoop.RunAsync(_pod.Clock, async _ => await _held.WriteAsync(PodOperation.Commit, change, CancellationToken.None));
}
