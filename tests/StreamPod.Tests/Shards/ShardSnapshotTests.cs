using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Leases;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

public sealed class ShardSnapshotTests
{
    private readonly ShardSnapshot _atTip = new() { Position = PagePosition.AtTip, TipSeenAt = LeaseSamples.Noon };

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
        var halted = _atTip with { Halted = "planned" };

        Assert.Equal(TimeSpan.FromSeconds(10), halted.LagAt(LeaseSamples.Noon.AddSeconds(10)));
        Assert.Equal(TimeSpan.FromHours(2), halted.LagAt(LeaseSamples.Noon.AddHours(2)));
    }

    [Fact]
    public void LagAt_HaltedBeforeAnythingWasRead_IsUnknown() => Assert.Null(new ShardSnapshot { Halted = "planned" }.LagAt(LeaseSamples.Noon));

    [Fact]
    public void Change_FromTwoSides_LosesNeither()
    {
        var published = new PublishedSnapshot(new ShardSnapshot());
        const int Changes = 20_000;

        Parallel.Invoke(
            () => Repeat(() => published.Change(now => now with { BufferedRecords = now.BufferedRecords + 1 })),
            () => Repeat(() => published.Change(now => now with { OpenBytes = now.OpenBytes + 1 })));

        Assert.Equal((Changes, Changes), (published.Current.BufferedRecords, published.Current.OpenBytes));

        static void Repeat(Action change)
        {
            for (var count = 0; count < Changes; count++)
            {
                change();
            }
        }
    }
}
