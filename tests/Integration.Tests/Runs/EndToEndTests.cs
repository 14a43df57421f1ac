using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>One pod, one table, nothing goes wrong: what a first try of the product looks like.</summary>
public sealed class EndToEndTests(AwsServers servers)
{
    [Fact]
    public async Task OnePod_WorkloadWithReshards_WritesEveryRecordOnceAndInOrder()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, new StandOrder { Name = "end-to-end" }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 3000, shards = 3, splits = 2, merges = 1, seed = 7 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);

        await pod.UntilReadyAsync(cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        var code = await pod.TerminateAsync(cancellationToken);

        Assert.Equal(0, code);
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
        Assert.Equal(3000, (await stand.LedgerAsync(cancellationToken)).Records);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OnePod_StaticColumns_AreWrittenWithOrWithoutClusteringKeys(bool staticClusteringKeys)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, new StandOrder { Name = $"static-columns-{staticClusteringKeys}" }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 1000, shards = 2, splits = 1, merges = 1, statics = 30, staticClusteringKeys, seed = 7 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);

        await pod.UntilReadyAsync(cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        var code = await pod.TerminateAsync(cancellationToken);

        Assert.Equal(0, code);
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
        Assert.True((await stand.LedgerAsync(cancellationToken)).Records > 1000, "A write of both kinds of columns makes two records.");
    }

    [Fact]
    public async Task OnePod_ServerWithoutIteratorPositions_WritesEveryRecord()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, new StandOrder { Name = "without-positions", EmulatorArguments = ["--without-positions"] }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 1000, shards = 2, splits = 1, merges = 1, seed = 7 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);

        await pod.UntilReadyAsync(cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        var code = await pod.TerminateAsync(cancellationToken);

        Assert.Equal(0, code);
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
        Assert.Equal(1000, (await stand.LedgerAsync(cancellationToken)).Records);
    }
}
