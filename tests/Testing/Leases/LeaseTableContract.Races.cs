using KeyspacesStreamer.StreamPod.Leases;
using Xunit;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.Testing.Leases;

public abstract partial class LeaseTableContract
{
    private const int Contenders = 16;
    private const int Rounds = 12;

    [Fact]
    public async Task Update_ManyContendersForOneCounter_ExactlyOneWinsEachRound()
    {
        await using var one = await OpenAsync();
        await using var other = await OpenAsync();
        await one.TryCreateAsync(Fresh(Shard(1)), Stop);

        for (var round = 0; round < Rounds; round++)
        {
            var take = new LeaseGuard { Counter = round };
            var won = await RaceAsync(contender => (contender % 2 == 0 ? one : other).TryUpdateAsync(
                Shard(1), take, new() { Owner = Change<string>.To($"pod-{contender}/x"), CounterStep = 1, ResetsOwnerSwitches = false }, Stop));

            var lease = await FindAsync(one);
            Assert.Equal([lease.Owner], won.Select(contender => $"pod-{contender}/x"));
            Assert.Equal(round + 1, lease.Counter);
        }
    }

    [Fact]
    public async Task Update_ParallelSteps_AreAllCounted()
    {
        await using var one = await OpenAsync();
        await using var other = await OpenAsync();
        await one.TryCreateAsync(Fresh(Shard(1)), Stop);

        var won = await RaceAsync(contender => (contender % 2 == 0 ? one : other).TryUpdateAsync(
            Shard(1), default, new() { CounterStep = 1, RecordsStep = 10, ObjectsStep = 3, ResetsOwnerSwitches = false }, Stop));

        var lease = await FindAsync(other);
        Assert.Equal(Contenders, won.Length);
        Assert.Equal((16, 160, 48, 16), (lease.Counter, lease.Records, lease.Objects, lease.OwnerSwitchesSinceCheckpoint));
    }

    [Fact]
    public async Task Create_ManyContenders_ExactlyOneWins()
    {
        await using var one = await OpenAsync();
        await using var other = await OpenAsync();

        for (var round = 0; round < Rounds; round++)
        {
            var shard = Shard(round);
            var won = await RaceAsync(contender => (contender % 2 == 0 ? one : other).TryCreateAsync(Fresh(shard) with { Owner = $"pod-{contender}" }, Stop));

            Assert.Equal($"pod-{Assert.Single(won)}", (await one.FindAsync(shard, Stop))!.Owner);
        }
    }

    [Fact]
    public async Task Beat_InParallelWithNudges_LosesNone()
    {
        await using var one = await OpenAsync();
        await using var other = await OpenAsync();
        await one.BeatAsync(First, null, Stop);

        await RaceAsync(async contender => contender % 2 == 0
            ? (await one.BeatAsync(First, null, Stop)).Heartbeat > 0
            : await other.TryNudgeAsync("media-0", Stop));

        var last = await other.BeatAsync(First, null, Stop);
        Assert.Equal((10, 8), (last.Heartbeat, last.Nudge));
    }

    [Fact]
    public async Task WriteOwner_ManyContenders_ExactlyOneWins()
    {
        await using var one = await OpenAsync();
        await using var other = await OpenAsync();

        var won = await RaceAsync(contender => (contender % 2 == 0 ? one : other).TryWriteOwnerAsync(
            null, new TableOwner { StreamArn = StreamArn, Resource = $"n/{contender}" }, Stop));

        Assert.Equal($"n/{Assert.Single(won)}", (await one.FindOwnerAsync(Stop))!.Resource);
    }

    /// <summary>Lets all contenders go at once and answers who won.</summary>
    private static async Task<int[]> RaceAsync(Func<int, Task<bool>> contend)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var contenders = Enumerable.Range(0, Contenders).Select(RunAsync).ToArray();
        start.SetResult();
        var answers = await Task.WhenAll(contenders);
        return [.. Enumerable.Range(0, Contenders).Where(contender => answers[contender])];

        async Task<bool> RunAsync(int contender)
        {
            await start.Task;
            return await Task.Run(() => contend(contender), Stop);
        }
    }
}
