using FsCheck;
using FsCheck.Fluent;
using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling.Progress;
using static KeyspacesStreamer.Operator.Tests.Doubles.PodSamples;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Progress;

/// <summary>Whatever the lease table holds: the counts add up, and no figure is impossible.</summary>
public sealed class ProgressReportProperties
{
    private static readonly string?[] Pods = [null, "live-1", "live-2", "leaving", "dead"];

    [Fact]
    public void Of_AnyTable_CountsAddUp() => Check(facts =>
    {
        var shards = ProgressReport.Of(facts).Shards;
        return shards?.Open + shards?.Finished == facts.Report?.Leases.Count && shards?.Unassigned is >= 0 && shards.Unassigned <= shards.Open && shards.Halted <= shards.Open;
    });

    [Fact]
    public void Of_AnyTable_LagIsNeverNegativeAndInWholeSeconds() => Check(facts =>
        ProgressReport.Of(facts) is var report && (report.Lag is not { } lag || lag >= TimeSpan.Zero && lag.Ticks % TimeSpan.TicksPerSecond == 0 && RetentionJudge.HeadroomOf(lag) >= TimeSpan.Zero));

    [Fact]
    public void Of_AllHeldByLivePods_NothingIsUnassigned() => Check(facts =>
    {
        var held = facts.Report?.Leases.Select((lease, number) => lease with { OwnerPod = Pods[1 + number % 2] }).ToArray() ?? [];
        var workers = Pods[1..3].OfType<string>().Select(pod => new WorkerHeartbeat { Pod = pod }).ToArray();
        return ProgressReport.Of(facts with { Report = new LeaseReport { Leases = held, Workers = workers } }).Shards?.Unassigned == 0;
    });

    [Fact]
    public void Of_NobodyLives_AllThatCouldBeReadIsUnassignedAndNothingIsReady() => Check(facts =>
    {
        var report = ProgressReport.Of(facts with { Pods = [], WasReady = true });
        var open = facts.Report?.Leases.Where(lease => !lease.IsFinished).Select(lease => lease.ShardId).ToHashSet(StringComparer.Ordinal) ?? [];
        var readable = facts.Report?.Leases.Count(lease => !lease.IsFinished && !lease.Parents.Any(open.Contains));
        return report.Shards?.Unassigned == readable && report.Streaming.Holds == false;
    });

    [Fact]
    public void Of_AnyTable_OrderDoesNotMatter() => Check(facts =>
        ProgressReport.Of(facts) == ProgressReport.Of(facts with
        {
            Pods = [.. facts.Pods.Reverse()],
            Report = new LeaseReport { Leases = [.. facts.Report?.Leases.Reverse() ?? []], Workers = [.. facts.Report?.Workers.Reverse() ?? []] },
        }));

    private static void Check(Func<ProgressFacts, bool> holds) => Prop.ForAll(Tables().ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static Gen<ProgressFacts> Tables() =>
        from leases in Gen.ListOf(LeaseShapes())
        from lags in Gen.ListOf(Gen.Elements(-5, 0, 0.4, 70_000, 1e12, double.NaN), 4)
        from shards in Gen.ListOf(Gen.Choose(0, 3), 4)
        select new ProgressFacts
        {
            Now = Now,
            SettingsHash = Settings,
            Pods = [Ready("live-1"), Ready("live-2"), Leaving(Ready("leaving"))],
            Report = new LeaseReport
            {
                Leases = [.. leases.Select((lease, number) => lease with { ShardId = $"{number}" })],
                Workers = [.. Pods[1..].OfType<string>().Select((pod, number) => new WorkerHeartbeat
                {
                    Pod = pod, Progress = new WorkerProgress { Shards = shards[number], Halted = 0, IsReady = true, LagSeconds = lags[number], LastCommitAt = Now },
                })],
            },
        };

    private static Gen<ShardLease> LeaseShapes() =>
        from owner in Gen.Elements(Pods)
        from isFinished in Gen.Elements(true, false)
        from parent in Gen.Choose(0, 8)
        from halt in Gen.Elements(null, null, "broken")
        from caughtUp in Gen.Choose(-3, 100_000)
        select new ShardLease
        {
            ShardId = "", OwnerPod = owner, IsFinished = isFinished, Parents = [$"{parent}"], HaltReason = halt,
            CaughtUpAt = caughtUp % 3 == 0 ? Now.AddSeconds(-caughtUp) : null,
        };
}
