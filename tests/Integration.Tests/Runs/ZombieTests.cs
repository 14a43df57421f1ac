using KeyspacesStreamer.Testing.Reading;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Servers;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>A pod that stood still comes back with work in its hands that another pod has long done.</summary>
public sealed class ZombieTests(AwsServers servers)
{
    private const int Shards = 4;

    // What a stopped pod holds grows too old meanwhile: writing it is the first thing it wants when it goes on.
    private static readonly TimeSpan LongerThanMaxAge = TimeSpan.FromSeconds(3.5);
    private static readonly string[] Fenced = ["checkpoint", "pendingCheckpoint", "chainTail"];

    [Fact]
    public async Task PausedPodContinues_AnotherPodHasItsShards_ItMovesNothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var order = new StandOrder { Name = "zombie", Adjust = settings => settings["destination"]!["rotation"]!["maxAge"] = "3s" };
        await using var stand = await TestStand.StartAsync(servers, order, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 100, shards = Shards }, cancellationToken);
        var zombie = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        await UntilAllHoldAsync(stand, zombie, cancellationToken);
        zombie.Send(Signal.Stop);

        var heir = await stand.StartPodAsync("pod-b", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        var before = await PlacesAsync(stand, cancellationToken);
        zombie.Send(Signal.Continue);
        await Phase.UntilAsync(
            "the pod sees that it lost its shards",
            () => Task.FromResult(zombie.Events().Count(line => line.GetProperty("event").GetString() == "ShardEnded") is var ended and < Shards ? $"{ended} ended" : null),
            cancellationToken);
        var after = await PlacesAsync(stand, cancellationToken);
        int[] codes = [await zombie.TerminateAsync(cancellationToken), await heir.TerminateAsync(cancellationToken)];

        Assert.Equal(before, after);
        Assert.Equal([0, 0], codes);
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }

    [Fact]
    public async Task PausedPodContinues_ItsLeasesHaveAnotherOwnerThatDidNothingYet_ItWritesNothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var order = new StandOrder { Name = "zombie-fence", Adjust = settings => settings["destination"]!["rotation"]!["maxAge"] = "3s" };
        await using var stand = await TestStand.StartAsync(servers, order, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 100, shards = Shards }, cancellationToken);
        var zombie = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        await UntilAllHoldAsync(stand, zombie, cancellationToken);
        zombie.Send(Signal.Stop);
        var before = await PlacesAsync(stand, cancellationToken);

        var shards = (await stand.LedgerAsync(cancellationToken)).Shards.Keys.ToList();
        await LeaseRows.TakeAsync(stand.DynamoDb, stand.Table, shards, "kcl-worker-7f3a", cancellationToken);
        await Pace.PauseAsync(LongerThanMaxAge, cancellationToken);
        zombie.Send(Signal.Continue);
        await Phase.UntilAsync(
            "the pod sees that it lost its shards",
            async () =>
            {
                // A counter that moves is the sign of life of an owner without a heartbeat.
                await LeaseRows.TakeAsync(stand.DynamoDb, stand.Table, shards, "kcl-worker-7f3a", cancellationToken);
                return zombie.Events().Count(line => line.GetProperty("event").GetString() == "ShardEnded") is var ended and < Shards ? $"{ended} ended" : null;
            },
            cancellationToken);
        var after = await PlacesAsync(stand, cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        await zombie.TerminateAsync(cancellationToken);

        Assert.Equal(before, after);
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }

    /// <summary>Makes changes until the pod holds records of all shards that it has not written: more of them, when some were written before the others came.</summary>
    private static async Task UntilAllHoldAsync(TestStand stand, PodProcess pod, CancellationToken cancellationToken)
    {
        var seed = 1;
        await Phase.UntilAsync(
            "the pod holds records of every shard",
            async () =>
            {
                var shards = (await pod.StatusAsync(cancellationToken))?.GetProperty("shards").EnumerateArray().ToList() ?? [];
                var holding = shards.Count(shard => shard.GetProperty("bufferedRecords").GetInt64() > 0);
                if (holding == 0)
                {
                    await stand.Emulator.WorkAsync(new { count = 400, seed = ++seed }, cancellationToken);
                }

                return holding == Shards ? null : $"{holding} of {Shards} shards hold records";
            },
            cancellationToken);
    }

    /// <summary>Where each shard stands, in words that compare.</summary>
    private static async Task<IReadOnlyList<string>> PlacesAsync(TestStand stand, CancellationToken cancellationToken) =>
        [.. (await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, cancellationToken))
            .Where(row => row.Value.ContainsKey("checkpoint"))
            .OrderBy(row => row.Key, StringComparer.Ordinal)
            .Select(row => $"{row.Key}: {string.Join(' ', Fenced.Select(name => row.Value.GetValueOrDefault(name, new AttributeValue()).S ?? "-"))}")];
}
