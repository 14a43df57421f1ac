using KeyspacesStreamer.Testing.Reading;
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
        var first = await stand.StartPodAsync("pod-a", cancellationToken);

        var code = 0;
        var made = await Load.DuringAsync(
            stand.Emulator,
            new { rate = 1000, seed = 5 },
            async load =>
            {
                await stand.UntilPutsAsync(5, cancellationToken);
                await stand.Emulator.PostAsync("/tables/media/media_content/split", new { }, cancellationToken);
                await stand.UntilPutsAsync(5, cancellationToken);
                code = await first.TerminateAsync(cancellationToken);
                await load.UntilMoreAsync(1000, cancellationToken);
            },
            cancellationToken);
        var rows = await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, cancellationToken);
        var written = (await stand.ObjectsAsync(cancellationToken)).Sum(item => item.Lines.Count);
        var second = await stand.StartPodAsync("pod-b", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        var read = await second.MetricAsync("keyspaces_cdc_records_read_total", cancellationToken);
        await second.TerminateAsync(cancellationToken);

        output.WriteLine($"{written} of {made} records were written when the first pod had ended.");
        Assert.Equal(0, code);
        Assert.DoesNotContain(rows.Values, row => row.ContainsKey("leaseOwner") || row.ContainsKey("pendingCheckpoint"));
        Assert.DoesNotContain(rows.Keys, key => key.StartsWith("worker#", StringComparison.Ordinal));
        Assert.Equal((await stand.LedgerAsync(cancellationToken)).Records - written, read);
        Assert.Equal(0, stand.S3Proxy.RepeatedPuts);
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }
}
