using System.Net;
using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using Amazon.Runtime;
using KeyspacesStreamer.RawStreams;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Tests.Shards;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using KeyspacesStreamer.Testing.Time;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Fleet;

/// <summary>What a fault of one shard, of a listing or of a permission does to the whole pod.</summary>
public sealed class WorkerLoopFaultTests
{
    private readonly TestPod _pod = TestPod.Create();

    public WorkerLoopFaultTests() => _pod.Table.Put(new TableOwner { StreamArn = StreamRecords.Arn, Resource = "default/media-content" });

    public static TheoryData<Exception> OfOneShard =>
    [
        new BodyTooLargeException(1_000, 2_000),
        new FormatException("not a page"),
        Refused(ValidationExceptionType.InvalidFormat),
    ];

    [Theory]
    [MemberData(nameof(OfOneShard), DisableDiscoveryEnumeration = true)]
    public async Task Run_AnswerThatDamagesOneShard_HaltsItAndTheOtherGoesOn(Exception fault)
    {
        var (damaged, sound) = (_pod.Source.AddShard("a"), _pod.Source.AddShard("b"));
        _pod.Source.FailNext(StreamOperation.GetRecords, fault, damaged);

        await RunAsync(async (loop, running) =>
        {
            await loop.UntilAsync("the damaged shard is halted", () => _pod.Table.Leases.Any(lease => lease.ShardId == damaged && lease.HaltReason is not null));
            await loop.UntilCommittedAsync(_pod, sound, _pod.Source.Append(sound, 3));
            Assert.True(running.Holds(damaged, sound));
        });

        Assert.Contains(fault.Message, _pod.Table[damaged].HaltReason, StringComparison.Ordinal);
        Assert.Null(_pod.Table[sound].HaltReason);
    }

    [Fact]
    public async Task Run_ListingThrottledForMinutes_StartsTheChildrenOfAnEndedShardAllTheSame()
    {
        var shard = _pod.Source.AddShard("a");

        await RunAsync(async (loop, running) =>
        {
            await loop.UntilAsync("the shard is read", () => running.Holds(shard));
            ThrottleListings();
            await loop.UntilAsync("a listing is tried in vain", () => _pod.Events.Of("retry").Contains("list-shards Throttled"), TimeSpan.FromMinutes(2));
            var (left, right) = _pod.Source.Split(shard, "b", "c");
            await loop.UntilAsync("both children are read", () => running.Holds(left, right), TimeSpan.FromSeconds(20));
            await loop.PassAsync(TimeSpan.FromMinutes(3));
            Assert.True(running.Holds(left, right));
        });
    }

    [Fact]
    public async Task Run_ShardFailsWhileThePodStops_SaysWhichAndWhy()
    {
        var shard = _pod.Source.AddShard("a");
        _pod.Source.Append(shard, 3);
        _pod.Store.FailNext(ObjectOperation.Create, new ObjectStoreException("not permitted"));

        await FakeTimeLoop.RunAsync(_pod.Clock, async loop =>
        {
            await using var running = RunningPod.Start(_pod);
            await loop.UntilAsync("records are buffered", () => running.Holds(shard) && running.Worker(shard).Snapshot.BufferedRecords == 3);
            Assert.False(await running.StopAsync(loop));
        });

        Assert.Equal([$"{shard} {nameof(ObjectStoreException)}"], _pod.Events.Of("failed"));
        Assert.Null(_pod.Table[shard].Owner);
    }

    [Fact]
    public async Task Run_ReadSaysEndedButTheListingSaysOpen_GoesOnReadingTheShard()
    {
        var shard = _pod.Source.AddShard("a");
        _pod.Source.Append(shard, 3);
        _pod.Source.EndFalsely(shard);

        await RunAsync(async (loop, _) =>
        {
            await loop.UntilAsync("the end is not believed", () => _pod.Events.Of("ended").Count > 0);
            await loop.UntilCommittedAsync(_pod, shard, _pod.Source.Append(shard));
        });

        Assert.Equal($"Abandoned {shard}", _pod.Events.Of("ended")[0]);
        Assert.Equal(Texts(_pod.Source.NumbersOf(shard)), NumbersIn(_pod));
    }

    [Fact]
    public async Task Run_FaultThatStopsThePod_ComesOutItselfAndTheLeasesAreFree()
    {
        ShardId[] shards = [_pod.Source.AddShard("a"), _pod.Source.AddShard("b")];
        var denied = Denied();
        _pod.Source.FailNext(StreamOperation.GetRecords, denied, shards[0]);

        await FakeTimeLoop.RunAsync(_pod.Clock, async loop => Assert.Same(denied, await Xunit.Record.ExceptionAsync(() => FailAsync(loop))));

        Assert.All(shards, shard => Assert.Null(_pod.Table[shard].Owner));
        Assert.Empty(_pod.Table.Workers);
    }

    [Fact]
    public async Task Run_LeaseTableIsDeleted_ComesOutItself()
    {
        var shard = _pod.Source.AddShard("a");
        var gone = new LeaseTableException("planned") { IsMissing = true };

        await FakeTimeLoop.RunAsync(_pod.Clock, async loop => Assert.Same(gone, await Xunit.Record.ExceptionAsync(() => FailAsync(loop, async running =>
        {
            await loop.UntilAsync("the shard is read", () => running.Holds(shard));
            _pod.Table.Before = (_, _) => throw gone;
        }))));

        Assert.Equal([nameof(LeaseTableException)], _pod.Events.Of("farewell-failed"));
    }

    [Fact]
    public async Task Run_FaultThatStopsThePodAndTheTableRefusesItsName_ComesOutItself()
    {
        var shard = _pod.Source.AddShard("a");
        var denied = Denied();
        _pod.Source.FailNext(StreamOperation.GetRecords, denied, shard);
        _pod.Table.Before = (call, _) => call.Operation == LeaseOperation.DeleteWorker ? throw Denied() : Task.CompletedTask;

        await FakeTimeLoop.RunAsync(_pod.Clock, async loop => Assert.Same(denied, await Xunit.Record.ExceptionAsync(() => FailAsync(loop))));

        Assert.Equal([nameof(AccessDeniedException)], _pod.Events.Of("farewell-failed"));
    }

    private static ValidationException Refused(string reason) => new("refused", ErrorType.Sender, reason, "request", HttpStatusCode.BadRequest);

    private static AccessDeniedException Denied() => new("planned", ErrorType.Sender, "AccessDeniedException", "request", HttpStatusCode.BadRequest);

    private Task FailAsync(FakeTimeLoop loop) => FailAsync(loop, _ => Task.CompletedTask);

    /// <summary>As the process does it: give up what is held, then let go of the run.</summary>
    private async Task FailAsync(FakeTimeLoop loop, Func<RunningPod, Task> scenario)
    {
        await using var running = RunningPod.Start(_pod);
        try
        {
            await scenario(running);
            await loop.ResultAsync("the pod fails", running.Task);
        }
        catch
        {
            await running.AbandonAsync();
            throw;
        }
    }

    private void ThrottleListings() => _pod.Source.Before = (call, _) => call.Operation == StreamOperation.ListShards
        ? throw new AmazonServiceException("planned", null, ErrorType.Sender, "ThrottlingException", "request", HttpStatusCode.BadRequest)
        : Task.CompletedTask;

    private Task RunAsync(Func<FakeTimeLoop, RunningPod, Task> scenario) => FakeTimeLoop.RunAsync(_pod.Clock, async loop =>
    {
        await using var running = RunningPod.Start(_pod);
        await scenario(loop, running);
        await running.StopAsync(loop);
    });
}
