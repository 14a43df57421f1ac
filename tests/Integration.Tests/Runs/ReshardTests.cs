using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>Splits and merges: children begin when all their parents are written, and soon.</summary>
public sealed class ReshardTests(AwsServers servers, ITestOutputHelper output)
{
    private const string Shards = "/tables/media/media_content";

    [Fact]
    public async Task Split_ShardIsRead_ChildrenContinueInOrder()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, new StandOrder { Name = "split" }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 200, shards = 1 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 100, seed = 2 }, cancellationToken);

        var split = await stand.Emulator.PostAsync($"{Shards}/split", new { }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 200, seed = 3 }, cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        await pod.TerminateAsync(cancellationToken);

        var parent = split.GetProperty("parents")[0].GetString() ?? "";
        foreach (var child in split.GetProperty("children").EnumerateArray().Select(child => child.GetString() ?? ""))
        {
            var gap = MomentOf(pod, "ShardStarted", child) - MomentOf(pod, "GroupCommitted", parent);
            output.WriteLine($"From the last commit of {parent} to {child} being read: {gap.TotalMilliseconds:0} ms.");
        }

        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Merge_OneParentIsSlow_TheChildWaitsForBoth(int slowParent)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, new StandOrder { Name = $"merge-{slowParent}" }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 400, shards = 2 }, cancellationToken);
        var merge = await stand.Emulator.PostAsync($"{Shards}/merge", new { }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 400, seed = 2 }, cancellationToken);
        var parent = merge.GetProperty("parents")[slowParent].GetString();
        await stand.Emulator.FaultAsync(new { kind = "slow", shardId = parent, operation = "GetRecords", delayMilliseconds = 5000, count = 2 }, cancellationToken);

        var pods = new[] { await stand.StartPodAsync("pod-a", cancellationToken), await stand.StartPodAsync("pod-b", cancellationToken) };
        await stand.UntilCommittedAsync(cancellationToken);
        await Task.WhenAll(pods.Select(pod => pod.TerminateAsync(cancellationToken)));

        Assert.Contains(stand.S3Proxy.Puts, put => put.ShardId == merge.GetProperty("children")[0].GetString());
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }

    /// <summary>When the pod last logged the event for the shard.</summary>
    private static DateTimeOffset MomentOf(PodProcess pod, string name, string shardId) => pod.Events()
        .Last(line => line.GetProperty("event").GetString() == name && line.GetProperty("shardId").GetString() == shardId)
        .GetProperty("time").GetDateTimeOffset();
}
