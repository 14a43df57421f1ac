using System.Net;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Tests.Doubles;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>The status says what is, is written when it says something new, and its events come once.</summary>
public sealed class StreamStatusTests
{
    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Condition_SameStatusForAnotherReason_KeepsItsTimeOfTransition()
    {
        _fixture.Buckets.Remove(Bucket);
        _fixture.Add();
        await _fixture.UntilAsync(ConditionTypes.DestinationReady, "False BucketNotFound");
        var before = TimeOf(ConditionTypes.DestinationReady);

        _fixture.Buckets.Add(Bucket, "us-east-1");
        await _fixture.UntilAsync(ConditionTypes.DestinationReady, "False WrongBucketRegion");

        Assert.Equal(before, TimeOf(ConditionTypes.DestinationReady));
    }

    [Fact]
    public async Task Condition_OtherStatus_HasTheTimeOfTheChange()
    {
        _fixture.Buckets.Remove(Bucket);
        _fixture.Add();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        _fixture.Buckets.Add(Bucket, Region);
        await _fixture.UntilAsync(ConditionTypes.DestinationReady, "True BucketFound");

        Assert.Equal(_fixture.Clock.GetUtcNow().UtcDateTime, TimeOf(ConditionTypes.DestinationReady), TimeSpan.FromSeconds(1));
        Assert.NotEqual(TimeOf(ConditionTypes.SpecValid), TimeOf(ConditionTypes.DestinationReady));
    }

    [Fact]
    public async Task Condition_OperatorStartsAnew_KeepsItsTimeOfTransition()
    {
        await _fixture.StreamAsync();
        var before = TimeOf(ConditionTypes.SpecValid);
        _fixture.Restart();

        _fixture.ChangeSpec(spec => spec with { Pod = spec.Pod with { Labels = new Dictionary<string, string> { ["team"] = "media" } } });
        await _fixture.ReconcileAsync();

        Assert.Equal(before, TimeOf(ConditionTypes.SpecValid));
        Assert.Equal(2, _fixture.Stream.Status?.Conditions?.Max(condition => condition.ObservedGeneration));
    }

    [Fact]
    public async Task Progress_MovesAllTheTime_IsWrittenEvery30Seconds()
    {
        await _fixture.StreamAsync();
        var (pod, rounds) = (_fixture.Workload.Pods[0].Metadata.Name, 120);

        foreach (var second in Enumerable.Range(1, rounds))
        {
            _fixture.Report([new ShardLease { ShardId = "s1", OwnerPod = pod }], _fixture.Worker(pod, 1, lag: second, hasCommitted: false));
            await _fixture.RunForAsync(TimeSpan.FromSeconds(5));
        }

        // The leases of a stream that is not ready are read every 5 s, over 600 s.
        Assert.Equal("False WaitingForFirstCommit", _fixture.Words(ConditionTypes.Ready));
        Assert.InRange(_fixture.NewCalls().Length, 15, 22);
        Assert.InRange(Seconds(_fixture.Stream.Status?.Lag), 105, 120);
    }

    [Fact]
    public async Task Progress_OfAReadyStreamMoves_IsNotKeptBackUntilTheLeasesAreReadAgain()
    {
        await _fixture.StreamAsync();
        var (pod, written) = (_fixture.Workload.Pods[0].Metadata.Name, new List<DateTimeOffset>());

        foreach (var lag in Enumerable.Range(1, 100))
        {
            _fixture.Report([new ShardLease { ShardId = "s1", OwnerPod = pod }], _fixture.Worker(pod, 1, lag));
            var result = await _fixture.ReconcileAsync();
            written.AddRange(_fixture.NewCalls().Where(call => call.StartsWith("status", StringComparison.Ordinal)).Select(_ => _fixture.Clock.GetUtcNow()));
            _fixture.Clock.Advance(result.RequeueAfter ?? TimeSpan.FromMinutes(1));
        }

        // Leases are read every 27 to 33 s, and figures are written 30 s after the last ones.
        Assert.Equal("True Streaming", _fixture.Words(ConditionTypes.Ready));
        Assert.True(written.Count > 20, $"{written.Count} writes");
        Assert.All(written.Zip(written.Skip(1), (earlier, later) => later - earlier), pause => Assert.InRange(pause, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(34)));
    }

    [Fact]
    public async Task Progress_ConditionTurnsMeanwhile_IsWrittenAtOnce()
    {
        await _fixture.StreamAsync();
        var pod = _fixture.Workload.Pods[0].Metadata.Name;
        _fixture.Report([new ShardLease { ShardId = "s1", OwnerPod = pod }], _fixture.Worker(pod, 1, lag: 7));
        await _fixture.UntilAsync(() => _fixture.Stream.Status?.Lag == "7s", "lag 7s");

        _fixture.ChangeSpec(spec => spec with { Suspend = true });
        await _fixture.ReconcileAsync();

        Assert.Equal("True SuspendedBySpec", _fixture.Words(ConditionTypes.Suspended));
    }

    [Fact]
    public async Task View_HasNotShownTheLastWrite_NothingIsWrittenTwice()
    {
        _fixture.Tables.CreatedState = CheckpointTableState.Creating;
        _fixture.Add(spec => spec with { Destination = spec.Destination with { Bucket = "another-bucket" } });
        _fixture.StreamView.Hold(_fixture.Stream);

        await _fixture.ReconcileAsync();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await _fixture.ReconcileAsync();

        Assert.Single(_fixture.World.Writer.Statuses);
        Assert.Equal(["Normal CheckpointTableCreated", "Warning BucketNotFound"], _fixture.NewEvents());
    }

    [Fact]
    public async Task View_ShowsAnEarlierChangeFirst_NothingIsWrittenTwice()
    {
        _fixture.Add(spec => spec with { Destination = spec.Destination with { Bucket = "another-bucket" } });
        var first = _fixture.Stream;
        var second = _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Metadata.Finalizers = [StreamApi.Finalizer]);
        _fixture.StreamView.Hold(first);
        await _fixture.ReconcileAsync();

        _fixture.StreamView.Hold(second);
        await _fixture.ReconcileAsync();

        Assert.Single(_fixture.World.Writer.Statuses);
        Assert.Equal(["Normal CheckpointTableCreated", "Warning BucketNotFound"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Status_IsWipedOutByHand_IsWrittenAgain()
    {
        await _fixture.StreamAsync();

        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Status = null);
        await _fixture.UntilAsync(ConditionTypes.Ready, "True Streaming");

        Assert.Equal((OldArn, 1), (_fixture.Stream.Status?.StreamArn, _fixture.Stream.Status?.ReadyReplicas));
    }

    [Fact]
    public async Task Status_IsChangedByHand_IsMended()
    {
        await _fixture.StreamAsync();

        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Status = stream.Status! with { StreamArn = NewArn, Shards = new ShardCounts { Open = 99 }, Lag = "9h" });
        await _fixture.ReconcileAsync();

        Assert.Equal((OldArn, 1, "0s"), (_fixture.Stream.Status?.StreamArn, _fixture.Stream.Status?.Shards?.Open, _fixture.Stream.Status?.Lag));
        Assert.Contains(OldArn, _fixture.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_CannotBeWritten_StopsNothing()
    {
        _fixture.World.Writer.FailNext(call => call.Verb == "event", new ApiServerException(HttpStatusCode.Forbidden, "Forbidden", "cannot create resource \"events\""));
        _fixture.Add();

        await _fixture.ReconcileAsync();

        Assert.Equal("True Valid", _fixture.Words(ConditionTypes.SpecValid));
        Assert.Contains("streams/media lost event CheckpointTableCreated", _fixture.Observer.Lines);
    }

    [Fact]
    public async Task Event_ConnectionIsCut_StopsNothing()
    {
        _fixture.World.Writer.FailNext(call => call.Verb == "event", new HttpRequestException("cut off"));
        _fixture.Add(spec => spec with { Destination = spec.Destination with { Bucket = "another-bucket" } });

        var result = await _fixture.ReconcileAsync();

        Assert.NotNull(result.RequeueAfter);
        Assert.Equal(["Warning BucketNotFound"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Events_ConditionTurnsAndTurnsBack_AreToldOnceEach()
    {
        await _fixture.StreamAsync();

        _fixture.Buckets.Calls.FailAlways("InspectAsync", AwsFailures.Refused());
        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));
        _fixture.Buckets.Calls.Mend("InspectAsync");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(["Warning RequestRefused", "Normal BucketFound", "Normal Streaming"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Events_WhatPassesByItself_IsNoWarning()
    {
        _fixture.Streams.SetState(OldArn, StreamState.Enabling);
        _fixture.Tables.CreatedState = CheckpointTableState.Creating;
        _fixture.Buckets.Calls.FailNext("InspectAsync", AwsFailures.Throttled());
        _fixture.Images.Calls.FailNext("InspectAsync", AwsFailures.Unavailable());
        _fixture.Add();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(("False StreamEnabling", "False TableCreating"), (_fixture.Words(ConditionTypes.StreamResolved), _fixture.Words(ConditionTypes.CheckpointTableReady)));
        Assert.DoesNotContain(_fixture.NewEvents(), told => told.StartsWith("Warning", StringComparison.Ordinal));
    }

    private DateTime TimeOf(string type) => _fixture.Stream.Status!.Conditions!.Single(condition => condition.Type == type).LastTransitionTime; // it was written

    private static double Seconds(string? duration) => Contracts.Settings.DurationText.TryParse(duration ?? "", out var time) ? time.TotalSeconds : -1;
}
