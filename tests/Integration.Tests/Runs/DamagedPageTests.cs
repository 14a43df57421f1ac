using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>Answers that HTTP finds nothing wrong with, and that are not what the service should say.</summary>
public sealed class DamagedPageTests(AwsServers servers)
{
    [Theory]
    [InlineData("invalid-utf8", "GetRecords")]
    [InlineData("truncated-body", null)]
    [InlineData("html-page", null)]
    public async Task Damage_OnTheWay_LosesAndDoublesNothing(string kind, string? operation)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await StartAsync($"damage-{kind}", "Halt", cancellationToken);
        await stand.Emulator.FaultAsync(new { kind, operation, count = 6 }, cancellationToken);

        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);

        Assert.Equal(0, await pod.TerminateAsync(cancellationToken));
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }

    [Fact]
    public async Task RecordThatIsNoUtf8_Quarantine_GoesThereWithItsBytes()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await StartAsync("damage-quarantine", "Quarantine", cancellationToken);
        var bad = await DamageOneAsync(stand, cancellationToken);

        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);

        Assert.Equal(0, await pod.TerminateAsync(cancellationToken));
        var objects = await stand.ObjectsAsync(cancellationToken);
        var kept = Assert.Single(objects, item => item.Key.Contains("/_quarantine/", StringComparison.Ordinal));
        var line = Assert.Single(kept.Lines);
        Assert.Equal(bad, line.GetProperty("sequenceNumber").GetString());
        Assert.Contains("expected UTF-8", line.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains((byte)0xFF, line.GetProperty("rawBase64").GetBytesFromBase64());
        var (code, output) = await stand.VerifyAsync(cancellationToken);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task RecordThatIsNoUtf8_Halt_StopsTheShardAtIt()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await StartAsync("damage-halt", "Halt", cancellationToken);
        var bad = await DamageOneAsync(stand, cancellationToken);

        await stand.StartPodAsync("pod-a", cancellationToken);

        await Phase.UntilAsync(
            "a shard is halted at the record",
            async () =>
            {
                var rows = await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, cancellationToken);
                var reasons = rows.Values.Where(row => row.ContainsKey("haltReason")).Select(row => row["haltReason"].S).ToList();
                return reasons.Any(reason => reason.Contains($"record {bad}", StringComparison.Ordinal) && reason.Contains("expected UTF-8", StringComparison.Ordinal))
                    ? null
                    : $"halt reasons: {string.Join(" | ", reasons)}";
            },
            cancellationToken);
    }

    private async Task<TestStand> StartAsync(string name, string onUnreadableRecord, CancellationToken cancellationToken)
    {
        var stand = await TestStand.StartAsync(
            servers, new StandOrder { Name = name, Adjust = settings => settings["source"]!["onUnreadableRecord"] = onUnreadableRecord }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 400, shards = 2 }, cancellationToken);
        return stand;
    }

    /// <summary>From now on one record in the middle of a shard is not UTF-8, however often it is read.</summary>
    private static async Task<string> DamageOneAsync(TestStand stand, CancellationToken cancellationToken)
    {
        var shard = (await stand.LedgerAsync(cancellationToken)).Shards.Values.MaxBy(shard => shard.Records.Count)!;
        var bad = shard.Records[shard.Records.Count / 2].SequenceNumber;
        await stand.Emulator.FaultAsync(new { kind = "invalid-utf8", operation = "GetRecords", shardId = shard.ShardId, sequenceNumber = bad }, cancellationToken);
        return bad;
    }
}
