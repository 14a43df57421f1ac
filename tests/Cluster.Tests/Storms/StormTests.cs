using KeyspacesStreamer.Cluster.Tests.Operators;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Cluster;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Cluster.Tests.Storms;

/// <summary>Streams come, change and go by chance while the operator and the servers are killed: in the end the cluster is what the streams want.</summary>
[Collection(AloneCollection.Name)]
public sealed class StormTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Keyspace = "storm";
    private const int LongestPause = 250;
    private static readonly StormSize Size = StormSize.Asked;

    private readonly OperatorStand _stand = new("storm", isAudited: false);
    private readonly int _seed = TestEnvironment.StormSeed ?? TestEnvironment.AnySeed;
    private readonly List<StormStream> _streams = [];
    private TaggedDynamoDb? _tables;
    private StormApi? _api;
    private readonly HashSet<NamespacedName> _made = [];
    private int _changes;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Tables => _tables?.Endpoint ?? throw new InvalidOperationException("The stand was not started.");

    private StormApi Api => _api ?? throw new InvalidOperationException("The stand was not started.");

    [Fact]
    public async Task Run_KilledAgainAndAgainWhileStreamsComeAndGo_SettlesAsTheStreamsWant()
    {
        output.WriteLine($"STORM_SEED={_seed}, {Size}");
        var chance = new Random(_seed);
        var guard = new TableGuard(Api, _stand.DynamoDb);
        using var storm = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var guarding = guard.RunAsync(storm.Token);

        var last = await StormAsync(chance, guard);
        output.WriteLine($"The storm: {_changes} changes, {_made.Count} streams made, {Size.Kills} kills; {guard.Used.Count} tables were in use.");
        // The garbage collector never follows up a deletion that it did not see while the servers were away, until it starts again.
        await RestartAsync(ClusterPiece.Controllers);
        var judge = new StormJudge(Api, guard, _streams, "registry.example/streampod:1.2.3", await new ServedVersions(Api.Requests).FindDisruptionBudgetsAsync(Token));
        await Phase.UntilAsync($"everything is as wanted (seed {_seed}, log {last.LogFile})", Phase.Patience * 3, () => judge.WhatIsMissingAsync(Token), Token);
        output.WriteLine($"Settled: {_streams.Count(stream => stream.IsThere)} streams are there, the tables were looked at {guard.Rounds} times.");
        await storm.CancelAsync();
        await guarding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        Assert.True(guarding.IsCanceled, $"{guarding.Exception}");
        Assert.True(guard.Used.Count >= Share(Size.Kills), $"Only {guard.Used.Count} tables of {_made.Count} streams were ever in use.");
        Assert.Empty(guard.Broken);
        Assert.Empty(await guard.ReplacedAsync(Token));
        Assert.DoesNotContain(_stand.Operators, running => running.Log.Contains("\"level\":\"fatal\"", StringComparison.Ordinal));
    }

    public async ValueTask InitializeAsync()
    {
        await _stand.InitializeAsync();
        _tables = new TaggedDynamoDb(_stand.DynamoDbEndpoint);
        _api = new StormApi(_stand.Kubernetes.Cluster.Kubeconfig);
        var spaces = new[] { await _stand.SpaceAsync("north"), await _stand.SpaceAsync("south"), await _stand.SpaceAsync("east"), await _stand.SpaceAsync("west") };
        for (var number = 0; number < Size.Streams; number++)
        {
            await _stand.TableAsync(Keyspace, $"table_{number}", shards: 1);
            _streams.Add(new StormStream(new NamespacedName(spaces[number % spaces.Length], $"s{number}"), $"table_{number}", IsTableDeleted: number / spaces.Length % 2 == 0));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        await (_tables?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _stand.DisposeAsync();
    }

    /// <returns>The operator that was not killed.</returns>
    private async Task<OperatorProcess> StormAsync(Random chance, TableGuard guard)
    {
        var serverKills = Enumerable.Range(0, Size.Kills).OrderBy(_ => chance.Next()).Take(Size.ServerKills).ToHashSet();
        for (var life = 0; life < Size.Kills; life++)
        {
            var running = await _stand.LaunchOperatorAsync("storm", _stand.Rights.Kubeconfig);
            // Else it is killed while it still fills its caches.
            var doesItsShare = chance.Next(4) > 0 || life == Size.Kills - 1;
            if (doesItsShare)
            {
                await running.UntilReadyAsync(Token);
            }

            // In the middle of everything that comes out of the changes.
            var changing = ChangeAsync(chance.Next(Size.ChangesAKill / 2, Size.ChangesAKill * 3 / 2), new Random(chance.Next()));
            if (serverKills.Contains(life))
            {
                await KillServersAsync(chance.Next(3));
            }

            await changing;
            if (doesItsShare)
            {
                await UntilUsedAsync(guard, Share(life + 1), chance);
            }

            running.Send(Signal.Kill);
            await running.WaitForExitAsync(Token);
        }

        return await _stand.LaunchOperatorAsync("storm", _stand.Rights.Kubeconfig);
    }

    /// <summary>Tables that so many operators, however slow, bring into use: in the end those of half of all streams.</summary>
    private int Share(int lives) => _made.Count * lives / (2 * Size.Kills);

    /// <summary>The storm goes on until enough has come of it.</summary>
    private Task UntilUsedAsync(TableGuard guard, int tables, Random chance) => Phase.UntilAsync(
        $"{tables} tables are in use",
        async () =>
        {
            var used = guard.Used.Count;
            await ChangeAsync(used < tables ? 1 : 0, chance);
            return used < tables ? $"{used} are, of {_made.Count} streams made" : null;
        },
        Token);

    private async Task KillServersAsync(int kind)
    {
        if (kind == 2)
        {
            await _stand.Kubernetes.Cluster.CompactAsync(Token);
        }

        await RestartAsync(kind switch { 0 => [ClusterPiece.ApiServer], 1 => [ClusterPiece.CustomResources], _ => [ClusterPiece.ApiServer, ClusterPiece.CustomResources] });
    }

    private async Task RestartAsync(params ClusterPiece[] pieces)
    {
        foreach (var piece in pieces)
        {
            await _stand.Kubernetes.Cluster.KillPieceAsync(piece, Token);
        }

        foreach (var piece in pieces)
        {
            await _stand.Kubernetes.Cluster.StartPieceAsync(piece, Token);
        }
    }

    private async Task ChangeAsync(int changes, Random chance)
    {
        for (var change = 0; change < changes; change++)
        {
            var stream = _streams[chance.Next(_streams.Count)];
            if (!stream.IsThere)
            {
                // One that is still being deleted is left to another time.
                stream.IsThere = await Api.TryCreateAsync(stream.Key, stream.Document(Keyspace, _stand.Emulator.Endpoint, _stand.S3Endpoint, Tables, OperatorStand.Bucket), Token);
                if (stream.IsThere)
                {
                    _made.Add(stream.Key);
                }
            }
            else if (chance.Next(4) == 0)
            {
                await Api.DeleteAsync(stream.Key, Token);
                stream.IsThere = false;
            }
            else
            {
                await Api.ChangeAsync(stream.Key, StormStream.Change(chance), Token);
            }

            _changes++;
            // An operator lives for a few seconds: some of what it begins it ends.
            await Pace.PauseAsync(TimeSpan.FromMilliseconds(chance.Next(LongestPause)), Token);
        }
    }
}
