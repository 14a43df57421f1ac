using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.Testing.Leases;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

public sealed class WorkerLivenessTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly WorkerName Me = new("media-0", "b");
    private static readonly WorkerName Other = new("media-1", "x");

    private readonly FakeTimeProvider _clock = new();
    private readonly WorkerLiveness _liveness;

    public WorkerLivenessTests() => _liveness = new WorkerLiveness(_clock, Me, Timeout);

    [Fact]
    public void IsLive_HeartbeatMoves_ForAsLongAsItDoes()
    {
        for (var heartbeat = 1; heartbeat <= 5; heartbeat++)
        {
            Watch(TimeSpan.FromSeconds(9), heartbeat);
            Assert.True(_liveness.IsLive(Other));
        }

        Watch(TimeSpan.FromSeconds(3), 5);
        Assert.False(_liveness.IsLive(Other));
        Assert.True(_liveness.IsOwnerGone(Owned(Other.ToString())));
    }

    [Fact]
    public void IsLive_NeverSeenOrRemovedOrOfAnotherIncarnation_IsNot()
    {
        Assert.False(_liveness.IsLive(Other));
        See(1);
        Assert.False(_liveness.IsLive(Other with { Incarnation = "w" }));
        _liveness.Observe(new LeaseTableSnapshot([], [], null));
        Assert.False(_liveness.IsLive(Other));
        Assert.True(_liveness.IsLive(Me));
    }

    [Fact]
    public void IsOwnerGone_EarlierIncarnationOfThisPod_AtOnce()
    {
        Assert.True(_liveness.IsOwnerGone(Owned("media-0/a")));
        Assert.False(_liveness.IsOwnerGone(Owned("media-0/b")));
        Assert.False(_liveness.IsOwnerGone(Owned(null)));
    }

    [Fact]
    public void IsOwnerGone_ReplacedIncarnationOfAnotherPod_AtOnce()
    {
        See(1);

        Assert.True(_liveness.IsOwnerGone(Owned("media-1/w")));
        Assert.False(_liveness.IsOwnerGone(Owned("media-1/x")));
    }

    [Theory]
    [InlineData("kcl-worker")]
    [InlineData("media-1")]
    [InlineData("media-7/gone")]
    public void IsOwnerGone_OwnerWithoutAHeartbeat_IsJudgedByTheLeaseCounter(string owner)
    {
        Watch(TimeSpan.FromSeconds(9), 1, Owned(owner, counter: 1));
        Watch(TimeSpan.FromSeconds(9), 2, Owned(owner, counter: 2));
        Assert.False(_liveness.IsOwnerGone(Owned(owner, counter: 2)));

        Watch(TimeSpan.FromSeconds(3), 3, Owned(owner, counter: 2));

        Assert.True(_liveness.IsOwnerGone(Owned(owner, counter: 2)));
    }

    [Fact]
    public void IsLive_ObserverStoodStillItself_JudgesNobodyByThatTime()
    {
        Watch(TimeSpan.FromSeconds(6), 1);
        _clock.Advance(TimeSpan.FromSeconds(30));

        See(1);
        Assert.True(_liveness.IsLive(Other));

        Watch(TimeSpan.FromSeconds(9), 1);
        Assert.True(_liveness.IsLive(Other));
        Watch(TimeSpan.FromSeconds(3), 1);
        Assert.False(_liveness.IsLive(Other));
    }

    [Fact]
    public void IsLive_ObserverLooksSeldom_SeesTheDeadAllTheSame()
    {
        See(1);
        for (var look = 0; look < 3; look++)
        {
            _clock.Advance(TimeSpan.FromSeconds(8));
            See(1);
        }

        Assert.False(_liveness.IsLive(Other));
    }

    private static Lease Owned(string? owner, long counter = 1) => LeaseSamples.Fresh(LeaseSamples.Shard(1)) with { Owner = owner, Counter = counter };

    /// <summary>Looks every three seconds, as a pod does, and finds the same each time.</summary>
    private void Watch(TimeSpan time, long heartbeat, params Lease[] leases)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(3))
        {
            See(heartbeat, leases);
            _clock.Advance(TimeSpan.FromSeconds(3));
        }
    }

    private void See(long heartbeat, params Lease[] leases) =>
        _liveness.Observe(new LeaseTableSnapshot(leases, [new WorkerItem { Name = Other, Heartbeat = heartbeat }], null));
}
