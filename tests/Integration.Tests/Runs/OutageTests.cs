using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>S3 is out while groups are being written: no checkpoint may pass what is not stored.</summary>
public sealed class OutageTests(AwsServers servers)
{
    // More than the SDK repeats by itself, for the first objects of three shards.
    private const int MoreThanAnyClientRepeats = 15;

    [Fact]
    public async Task S3IsOut_PodLives_WritesEverythingAfterwards()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, new StandOrder { Name = "outage" }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 50, shards = 3 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);

        await stand.S3Proxy.FailUntilAsync(async () =>
        {
            await stand.Emulator.WorkAsync(new { count = 1500, seed = 2 }, cancellationToken);
            await stand.S3Proxy.UntilStruckAsync(MoreThanAnyClientRepeats, cancellationToken);
        });
        await stand.UntilCommittedAsync(cancellationToken);
        var code = await pod.TerminateAsync(cancellationToken);

        Assert.Equal(0, code);
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }

    [Fact]
    public async Task S3IsOut_PodIsKilledWithPendingGroups_TheSuccessorCompletesThem()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, new StandOrder { Name = "outage-kill" }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 50, shards = 3 }, cancellationToken);
        var first = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);

        var promises = new Dictionary<string, string>();
        await stand.S3Proxy.FailUntilAsync(async () =>
        {
            await stand.Emulator.WorkAsync(new { count = 1500, seed = 2 }, cancellationToken);
            await stand.S3Proxy.UntilStruckAsync(4, cancellationToken);
            first.Send(Signal.Kill);
            await first.WaitForExitAsync(cancellationToken);
            // More records now are behind the pending ranges: the successor must not cut them again.
            await stand.Emulator.WorkAsync(new { count = 600, seed = 3 }, cancellationToken);
            promises = (await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, cancellationToken)).Values
                .Where(row => row.ContainsKey("pendingCheckpoint")).ToDictionary(row => row["leaseKey"].S, row => row["pendingCheckpoint"].S);
        });
        var second = await stand.StartPodAsync("pod-b", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        await second.TerminateAsync(cancellationToken);

        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
        Assert.NotEmpty(promises);
        var ends = (await stand.ObjectsAsync(cancellationToken)).Select(item => (item.ShardId, item.GroupLast)).ToHashSet();
        Assert.All(promises, promise => Assert.Contains((promise.Key, promise.Value), ends));
    }
}
