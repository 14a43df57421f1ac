namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>An operator for some namespaces.</summary>
[Collection(OperatorCollection.Name)]
public sealed class WatchedNamespacesTests(OperatorStand stand)
{
    private const string Finalizer = "{.metadata.finalizers[*]}";

    [Fact]
    public async Task Run_TwoNamespacesAreWatched_StreamsOfAThirdAreLeftAlone()
    {
        var (one, two, third) = (await stand.SpaceAsync("one"), await stand.SpaceAsync("two"), await stand.SpaceAsync("third"));
        await stand.TableAsync("watched", "watched");
        await stand.ApplyAsync(third, stand.Manifest("third", "watched", "watched"));
        await using var running = await stand.StartOperatorAsync("watched", new Dictionary<string, string> { ["WATCH_NAMESPACES"] = $"{one}, {two}", ["LEADER_ELECTION"] = "false" });

        await stand.ApplyAsync(one, stand.Manifest("first", "watched", "watched"));
        await stand.ApplyAsync(two, stand.Manifest("second", "watched", "watched"));
        await stand.UntilReasonAsync(one, "first", "StreamResolved", "StreamFound");
        await stand.UntilReasonAsync(two, "second", "StreamResolved", "StreamFound");

        // It was there before the others, which were seen: what is asked here is that nothing happened.
        Assert.Equal("", await stand.GetAsync(third, "kcs third", Finalizer + "{.status}"));
        Assert.Equal("keyspaces-streamer.dev/finalizer", await stand.GetAsync(one, "kcs first", Finalizer));
        Assert.DoesNotContain($"{third}/third", running.Log, StringComparison.Ordinal);
    }
}
