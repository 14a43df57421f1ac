using FsCheck;
using FsCheck.Fluent;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>Whatever the table looks like: after some rounds every eligible lease has one live owner, shares differ by one at most, and then nothing moves.</summary>
public sealed class LeaseBalanceProperties
{
    private const int Rounds = 40;

    [Fact]
    public void Plan_RepeatedByLiveWorkers_BalancesAndRests() =>
        Prop.ForAll(Cases().ToArbitrary(), HoldsFor).Check(Config.QuickThrowOnFailure.WithMaxTest(120));

    private static bool HoldsFor(Case sample)
    {
        var clock = new FakeTimeProvider();
        var workers = Enumerable.Range(0, sample.Workers).Select(number => new Worker(clock, number)).ToArray();
        var leases = sample.Owners
            .Select((owner, number) => LeaseSamples.Fresh(LeaseSamples.Shard(number)) with { Owner = owner < 0 ? null : Worker.NameOf(owner).ToString(), Counter = 1 })
            .ToDictionary(lease => lease.ShardId);
        var heartbeat = 0;
        var moved = 0;
        for (var round = 0; round < Rounds + 10; round++)
        {
            moved = round == Rounds ? 0 : moved;
            heartbeat++;
            // All look at the same picture of the table, then all act: the worst order.
            var snapshot = new LeaseTableSnapshot([.. leases.Values], [.. workers.Select(worker => new WorkerItem { Name = worker.Name, Heartbeat = heartbeat })], null);
            moved += workers.Sum(worker => worker.Act(snapshot, leases));
            clock.Advance(TimeSpan.FromSeconds(3));
        }

        var counts = workers.Select(worker => leases.Values.Count(lease => lease.Owner == worker.Name.ToString())).ToArray();
        return moved == 0 && counts.Sum() == leases.Count && counts.Max() - counts.Min() <= 1;
    }

    private static Gen<Case> Cases() =>
        from workers in Gen.Choose(1, 5)
        from owners in Gen.ListOf(Gen.Choose(-1, 6))
        from skew in Gen.Choose(0, 25)
        select new Case(workers, [.. owners, .. Enumerable.Repeat(0, skew)]);

    /// <summary>How many workers live, and which worker (dead ones and nobody among them) each lease begins with.</summary>
    internal sealed record Case(int Workers, IReadOnlyList<int> Owners)
    {
        public override string ToString() => $"{Workers} workers; {string.Join(' ', Owners)}";
    }

    /// <summary>One live worker that does what its plan says, conditionally as the table would.</summary>
    private sealed class Worker(FakeTimeProvider clock, int number)
    {
        private readonly WorkerLiveness _liveness = new(clock, NameOf(number), TimeSpan.FromSeconds(10));
        private LeasePlanner? _planner;

        public WorkerName Name { get; } = NameOf(number);

        public static WorkerName NameOf(int number) => new($"media-{number}", "1");

        public int Act(LeaseTableSnapshot snapshot, Dictionary<ShardId, Lease> leases)
        {
            _planner ??= new LeasePlanner(Name, _liveness, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), new Random(number));
            _liveness.Observe(snapshot);
            var held = snapshot.Leases.Where(lease => lease.Owner == Name.ToString()).ToDictionary(lease => lease.ShardId, lease => lease.Counter);
            var plan = _planner.Plan(snapshot, held, new HashSet<ShardId>());
            var moved = 0;
            foreach (var lease in plan.GiveAway.Where(lease => leases[lease.ShardId].Owner == Name.ToString()))
            {
                moved += Put(lease with { Owner = lease.HandoffTo, Counter = lease.Counter + 1, HandoffTo = null });
            }

            foreach (var lease in plan.Take.Where(lease => leases[lease.ShardId].Counter == lease.Counter))
            {
                moved += Put(lease with { Owner = Name.ToString(), Counter = lease.Counter + 1, HandoffTo = null });
            }

            foreach (var lease in plan.AskFor.Where(lease => leases[lease.ShardId] is { HandoffTo: null } now && now.Counter == lease.Counter))
            {
                moved += Put(lease with { HandoffTo = Name.ToString() });
                _planner.RecordRequest(lease.ShardId, clock.GetTimestamp());
            }

            foreach (var lease in plan.Withdraw.Where(lease => leases[lease.ShardId].HandoffTo == lease.HandoffTo))
            {
                moved += Put(leases[lease.ShardId] with { HandoffTo = null });
            }

            return moved;

            int Put(Lease lease)
            {
                leases[lease.ShardId] = lease;
                return 1;
            }
        }
    }
}
