using KeyspacesStreamer.Testing.Reading;
using System.Diagnostics;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>SIGTERM in the middle of the work: everything is committed and released, and the successor goes on exactly there.</summary>
public sealed class DrainTests(AwsServers servers, ITestOutputHelper output)
{
    [Fact]
    public async Task Sigterm_UnderLoad_CommitsAndReleasesAndTheSuccessorReadsNothingTwice()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, new StandOrder { Name = "drain" }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 50, shards = 3 }, cancellationToken);
        await stand.Emulator.StartWorkAsync(new { count = 6000, rate = 1000, splits = 1, seed = 5 }, cancellationToken);
        var first = await stand.StartPodAsync("pod-a", cancellationToken);
        await Phase.UntilAsync("the first objects are there", () => Task.FromResult(stand.S3Proxy.Puts.Count > 5 ? null : $"{stand.S3Proxy.Puts.Count} objects"), cancellationToken);

        var watch = Stopwatch.StartNew();
        var code = await first.TerminateAsync(cancellationToken);
        var took = watch.Elapsed;
        var rows = await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, cancellationToken);
        var written = (await stand.ObjectsAsync(cancellationToken)).Sum(item => item.Lines.Count);
        var second = await stand.StartPodAsync("pod-b", cancellationToken);
        await UntilWorkedAsync(stand, cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        var read = await second.MetricAsync("keyspaces_cdc_records_read_total", cancellationToken);
        await second.TerminateAsync(cancellationToken);

        output.WriteLine($"SIGTERM to exit: {took.TotalMilliseconds:0} ms, {written} records written before.");
        Assert.Equal(0, code);
        Assert.DoesNotContain(rows.Values, row => row.ContainsKey("leaseOwner") || row.ContainsKey("pendingCheckpoint"));
        Assert.DoesNotContain(rows.Keys, key => key.StartsWith("worker#", StringComparison.Ordinal));
        Assert.Equal((await stand.LedgerAsync(cancellationToken)).Records - written, read);
        Assert.Equal(0, stand.S3Proxy.RepeatedPuts);
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }

    private static Task UntilWorkedAsync(TestStand stand, CancellationToken cancellationToken) => Phase.UntilAsync(
        "all changes are made",
        async () => (await stand.Emulator.GetAsync("/workloads", cancellationToken)).EnumerateArray().Any(run => run.GetProperty("state").GetString() == "running") ? "a workload runs" : null,
        cancellationToken);
}
