using KeyspacesStreamer.Operator.Leadership;

namespace KeyspacesStreamer.Operator.Tests.Leadership;

/// <summary>The lease that elections are tested with.</summary>
public sealed class InMemoryLeaderLeaseTests : LeaderLeaseContract
{
    private readonly InMemoryLeaderLease _lease = new();

    private protected override ILeaderLease Open() => _lease.Open();
}
