using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Leadership;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Leadership;

public sealed class LeadershipFenceTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    private static readonly CheckpointAddress Address = new() { Region = "eu-west-1", Table = "leases" };

    private readonly FakeTimeProvider _clock = new();
    private readonly LeadershipFence _lead;

    public LeadershipFenceTests() => _lead = new LeadershipFence(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Require_NeverLed_IsRefusedAndSaysWhatIsLeftUndone()
    {
        var problem = Assert.Throws<LeadershipLostException>(() => _lead.Require("Apply configmaps a/b"));

        Assert.StartsWith("Apply configmaps a/b: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_UpToTheEndOfTheTime_IsAllowedAndThenNotAnyMore()
    {
        var askedAt = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(4));
        _lead.Begin(askedAt, Length);

        _clock.Advance(TimeSpan.FromSeconds(5.9));
        _lead.Require("first");
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Throws<LeadershipLostException>(() => _lead.Require("second"));
    }

    [Fact]
    public void Require_RenewedAndThenLost_IsAllowedUntilThen()
    {
        _lead.Begin(_clock.GetTimestamp(), Length);
        _clock.Advance(TimeSpan.FromSeconds(8));
        _lead.Begin(_clock.GetTimestamp(), Length);
        _clock.Advance(TimeSpan.FromSeconds(8));
        _lead.Require("first");

        _lead.End();

        Assert.Throws<LeadershipLostException>(() => _lead.Require("second"));
    }

    [Fact]
    public async Task FencedCheckpointTables_LeadIsOver_ChangeNothingAndStillRead()
    {
        var inner = new InMemoryCheckpointTables();
        var tables = new FencedCheckpointTables(inner, _lead);

        await Assert.ThrowsAsync<LeadershipLostException>(() => tables.CreateAsync(Address, "a/b", null, isProtected: true, Token));
        inner.Put(Address, new CheckpointTable { State = CheckpointTableState.Active });
        await Assert.ThrowsAsync<LeadershipLostException>(() => tables.DeleteAsync(Address, Token));
        await Assert.ThrowsAsync<LeadershipLostException>(() => tables.UnprotectAsync(Address, Token));
        await Assert.ThrowsAsync<LeadershipLostException>(() => tables.RecoverableAsync(Address, Token));
        await Assert.ThrowsAsync<LeadershipLostException>(() => tables.TrySwitchStreamAsync(Address, new TableOwner { StreamArn = "old", Resource = "a/b" }, "new", Token));

        Assert.NotNull(await tables.DescribeAsync(Address, Token));
        Assert.Equal((0, 0), (inner.Calls.CountOf(nameof(ICheckpointTables.UnprotectAsync)), inner.Calls.CountOf(nameof(ICheckpointTables.RecoverableAsync))));
        Assert.Equal((0, 0, 0), (inner.Calls.CountOf(nameof(ICheckpointTables.CreateAsync)), inner.Calls.CountOf(nameof(ICheckpointTables.DeleteAsync)), inner.Calls.CountOf(nameof(ICheckpointTables.TrySwitchStreamAsync))));
    }
}
