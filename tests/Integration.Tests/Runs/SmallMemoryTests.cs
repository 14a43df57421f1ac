using System.Globalization;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>A pod of 256 MiB under the kernel's own limit, against a service that gives pages of any size.</summary>
public sealed class SmallMemoryTests(AwsServers servers)
{
    private const int Shards = 25;
    private const int RecordsOfAPage = 1_000;
    private const long Limit = 256L * 1024 * 1024;

    [Fact]
    public async Task FirstPagesOf20MiBIn25Shards_FitIntoAPodOf256MiB()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var group = MemoryGroup.TryCreate($"keyspaces-streamer-test-{Environment.ProcessId}", Limit);
        Assert.SkipWhen(group is null, "Control groups that bound memory cannot be made here: that takes root, and a writable /sys/fs/cgroup.");
        await using var stand = await TestStand.StartAsync(
            servers, new StandOrder { Name = "small-memory", EmulatorArguments = ["--page-bytes", "100000000"] }, cancellationToken);
        // As many records as a page may hold, all of them in the first page of their shard.
        await stand.Emulator.PostAsync("/preload", new { shards = Shards, recordsPerShard = RecordsOfAPage, recordBytes = 20 * 1024 }, cancellationToken);

        var pod = await stand.StartPodAsync("pod-a", group, cancellationToken);
        var ledger = await stand.LedgerAsync(cancellationToken);
        await Phase.UntilAsync(
            "everything is committed",
            async () => pod.HasExited
                ? throw new InvalidOperationException($"The pod ended with code {pod.ExitCode}, {group.Kills} killed by the kernel:\n{pod.Log}")
                : LeaseRows.WhatIsUncommitted(ledger, await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, cancellationToken)),
            cancellationToken);

        Assert.Equal(0, group.Kills);
        Assert.InRange(group.PeakBytes, 1, Limit);
        var (code, output) = await stand.VerifyAsync(cancellationToken);
        Assert.True(code == 0, output);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"OK: {Shards * RecordsOfAPage} records in "), output, StringComparison.Ordinal);
        Assert.Equal(0, await pod.TerminateAsync(cancellationToken));
    }
}
