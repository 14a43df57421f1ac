using System.Text.Json;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Leadership;

/// <summary>Two replicas, of which one leads: what the API server was asked to write, judged by who led.</summary>
[Collection(AloneCollection.Name)]
public sealed class LeadershipTests(LeadershipStand stand, ITestOutputHelper output) : IClassFixture<LeadershipStand>
{
    private const int Rounds = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_LeaderIsKilled_OtherTakesOverWhenTheLeaseRanOutAndOneActsAtATime()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            var leader = await LeaderAsync();

            var killedAt = Now();
            stand.Replica(leader).Send(Signal.Kill);
            await stand.UntilLeaderAsync(LeadershipStand.Other(leader));

            Tell("kill", round, leader, killedAt);
            Assert.True(Gap(leader) >= new LeaderTimes().LeaseDuration, $"{leader} was not given the time of its lease: {Gap(leader)}.");
            await stand.StartAsync(leader);
        }

        AssertOneActedAtATime();
    }

    [Fact]
    public async Task Run_LeaderIsTerminated_LetsGoAndOneActsAtATime()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            var (leader, askedAt) = (await LeaderAsync(), Now());
            Assert.Equal(0, await stand.Replica(leader).TerminateAsync(Token));
            await stand.UntilLeaderAsync(LeadershipStand.Other(leader));

            Tell("term", round, leader, askedAt);
            var log = stand.Replica(leader).Log;
            await stand.StartAsync(leader);
            var isReleased = LeadTerm.Of(stand.Writes).Any(term => term.Holder.Length == 0 && term.Taken.Replica == leader && term.Taken.ReceivedAt > askedAt);
            Assert.True(isReleased, $"{leader} has not released the lease:\n{log}");
        }

        AssertOneActedAtATime();
    }

    [Fact]
    public async Task Run_LeaderStandsStillAndGoesOn_WritesNothingAnyMore()
    {
        for (var round = 1; round <= Rounds;)
        {
            var leader = await LeaderAsync();

            // Each worker has a request under way, whose answer it finds when it goes on.
            var ends = EndsOf(leader);
            stand.Relay(leader).HoldUp();
            await stand.UntilWorkPilesUpAsync();
            var stoppedAt = Now();
            stand.Replica(leader).Send(Signal.Stop);
            // Its renewals were held up as well: where the changes took longer than the lease, it knew before it stood still, and this was no round.
            var isRound = EndsOf(leader) == ends;
            stand.Relay(leader).Restore();
            // It stands still until its lease has run out, and another one works.
            await stand.UntilLeaderAsync(LeadershipStand.Other(leader));
            stand.Replica(leader).Send(Signal.Continue);
            await UntilEndedAsync(leader, ends);

            if (isRound)
            {
                Tell("stop", round++, leader, stoppedAt);
            }

            await stand.UntilWritesAsync(LeadershipStand.Other(leader), Now());
        }

        AssertOneActedAtATime();
    }

    [Fact]
    public async Task Run_LeaderIsCutOff_StopsBeforeTheOtherBegins()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            var leader = await LeaderAsync();

            var (cutAt, ends) = (Now(), EndsOf(leader));
            stand.Relay(leader).Cut();
            await UntilEndedAsync(leader, ends);
            await stand.UntilLeaderAsync(LeadershipStand.Other(leader));
            var (ended, began) = (EndedAt(leader), LeadTerm.Of(stand.Writes)[^1].Taken.ReceivedAt);
            Assert.True(ended < began, $"{leader} ended at {ended:O}; {LeadershipStand.Other(leader)} began at {began:O}.");
            stand.Relay(leader).Restore();

            Tell("cut", round, leader, cutAt);
            await stand.UntilWritesAsync(LeadershipStand.Other(leader), Now());
        }

        AssertOneActedAtATime();
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    /// <summary>The leader, in the middle of its work.</summary>
    private async Task<string> LeaderAsync()
    {
        var leader = await stand.LeaderAsync();
        await stand.UntilLeaderAsync(leader);
        await stand.UntilWritesAsync(leader, Now());
        return leader;
    }

    private int EndsOf(string replica) => stand.Replica(replica).Log.Split($"{replica} lost leadership").Length;

    /// <summary>When a replica last noticed that it had lost leadership, by its own log.</summary>
    private DateTimeOffset EndedAt(string replica) =>
        JsonSerializer.Deserialize<JsonElement>(stand.Replica(replica).Log.Split('\n').Last(line => line.Contains($"{replica} lost leadership", StringComparison.Ordinal))).GetProperty("time").GetDateTimeOffset();

    private Task UntilEndedAsync(string replica, int before) => Phase.UntilAsync(
        $"{replica} has noticed that it lost leadership", () => Task.FromResult(EndsOf(replica) > before ? null : "it has not noticed"), Token);

    /// <summary>Time from the last word of a leader, which it says before the server hears it, to the lead of the next.</summary>
    private TimeSpan Gap(string leader)
    {
        var writes = stand.Writes;
        var next = LeadTerm.Of(writes)[^1];
        return next.Taken.EndedAt - writes.Last(write => write.Holder == leader && write.EndedAt < next.Taken.EndedAt).ReceivedAt;
    }

    private void Tell(string what, int round, string leader, DateTimeOffset since)
    {
        var writes = stand.Writes;
        var other = LeadershipStand.Other(leader);
        var next = LeadTerm.Of(writes).Last(term => term.Holder == other);
        var first = writes.First(write => write.Replica == other && !write.IsOfElection && write.ReceivedAt > next.Taken.EndedAt);
        var last = writes.Last(write => write.Replica == leader && !write.IsOfElection && write.ReceivedAt < next.Taken.ReceivedAt);
        var strays = LeadTerm.StraysIn(writes);
        output.WriteLine(
            $"{what} {round}: {other} leads {(next.Taken.EndedAt - since).TotalSeconds:0.00} s later, writes {(first.EndedAt - since).TotalSeconds:0.00} s later; "
            + $"last write of {leader} {(last.EndedAt - since).TotalSeconds:0.000} s after, {(next.Taken.ReceivedAt - last.EndedAt).TotalSeconds:0.000} s before the next lead; "
            + $"{writes.Count(write => !write.IsOfElection)} writes, {strays.Count} strays.");
    }

    private void AssertOneActedAtATime()
    {
        var writes = stand.Writes;
        var strays = LeadTerm.StraysIn(writes);
        Assert.True(strays.Count == 0, $"Written while another led:\n{string.Join('\n', strays.Take(20))}\nLeads:\n{string.Join('\n', LeadTerm.Of(writes).Select(term => $"{term.Holder} by {term.Taken}"))}");
    }
}
