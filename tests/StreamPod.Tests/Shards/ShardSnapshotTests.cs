using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Leases;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

public sealed class ShardFiguresTests
{
    private readonly ShardFigures _atTip = new() { Position = PagePosition.AtTip, TipSeenAt = LeaseSamples.Noon };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(59, 0)]
    [InlineData(61, 61)]
    [InlineData(3_600, 3_600)]
    public void LagAt_ReadsFailSinceTheTip_GrowsAfterAMinute(int seconds, int lag) =>
        Assert.Equal(TimeSpan.FromSeconds(lag), _atTip.LagAt(LeaseSamples.Noon.AddSeconds(seconds)));

    [Fact]
    public void LagAt_HaltedAtTheTip_GrowsFromTheStart()
    {
        _atTip.Halted = "planned";

        Assert.Equal(TimeSpan.FromSeconds(10), _atTip.LagAt(LeaseSamples.Noon.AddSeconds(10)));
        Assert.Equal(TimeSpan.FromHours(2), _atTip.LagAt(LeaseSamples.Noon.AddHours(2)));
    }

    [Fact]
    public void LagAt_HaltedBeforeAnythingWasRead_IsUnknown() => Assert.Null(new ShardFigures { Halted = "planned" }.LagAt(LeaseSamples.Noon));
}
