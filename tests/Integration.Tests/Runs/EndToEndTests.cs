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
}
