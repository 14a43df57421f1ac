using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>Pods that crash and an operator that is away, while changes come.</summary>
public sealed class CrashTests(StreamingStand stand)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pod_KilledUnderLoad_IsStartedAgainAndWritesEveryChangeOnce()
    {
        await using var table = await stand.TableAsync("killed");
        await table.ApplyAsync();
        await table.UntilReadyAsync();
        var pod = Assert.Single(await table.PodsAsync());

        await table.UnderLoadAsync(async () =>
        {
            stand.Node.KillPod(table.Space, pod);
            await UntilRestartsAsync(table, pod, 1);
            await table.UntilPodsAsync(1);
            stand.Node.KillPod(table.Space, pod);
            await UntilRestartsAsync(table, pod, 2);
        });
        await table.UntilPodsAsync(1);
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();

        Assert.Empty(await table.ViolationsAsync());
        Assert.Equal(pod, Assert.Single(await table.PodsAsync()));
    }

    [Fact]
    public async Task Operator_AwayUnderLoad_IsNotMissedAndTakesUpWhatChangedMeanwhile()
    {
        await using var table = await stand.TableAsync("unwatched");
        await table.ApplyAsync("  replicas: 2\n");
        await table.UntilReadyAsync();

        await table.UnderLoadAsync(() => stand.WithoutOperatorAsync(async () =>
        {
            stand.Node.KillPod(table.Space, (await table.PodsAsync())[0]);
            await table.KubectlAsync("delete", "service", $"{table.Name}-metrics");
            await table.ScaleAsync(1);
            await table.WorkAsync(200);
            await table.UntilWrittenAsync();
        }));
        await table.UntilPodsAsync(1);
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();

        Assert.Empty(await table.ViolationsAsync());
        Assert.NotEmpty(await table.GetAsync($"service {table.Name}-metrics", "{.metadata.name}"));
    }

    private static Task UntilRestartsAsync(StreamedTable table, string pod, int restarts) => Phase.UntilAsync(
        $"pod {pod} was started {restarts} times again",
        async () => await table.GetAsync($"pod {pod}", "{.status.containerStatuses[0].restartCount}") is var found && found == $"{restarts}" ? null : $"restartCount is '{found}'",
        Token);
}
