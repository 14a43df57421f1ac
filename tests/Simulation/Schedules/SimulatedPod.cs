using System.Diagnostics.CodeAnalysis;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>The real pod in a simulated process: claims the table, runs, drains, exits.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A process that is killed disposes of nothing.")]
internal sealed class SimulatedPod
{
    private const string FirstLife = "1";

    private readonly CancellationTokenSource _stop = new();
    private readonly Schedule _schedule;
    private readonly PodLines _lines;
    private readonly PodContext _context;
    private readonly Action<SimulatedPod> _exited;

    public SimulatedPod(Schedule schedule, StreamLife life, Wire wire, InMemoryObjectStore store, WorkerName worker, Action<SimulatedPod> exited)
    {
        (_schedule, Life, Worker, _exited) = (schedule, life, worker, exited);
        Process = new SimulatedProcess(wire.Loop, worker.ToString());
        var chance = new Chance(schedule.Seed, Process.Number);
        Clock = new SimulatedClock(wire.Loop, Process, (chance.NextDouble() - 0.5) / 500, schedule.LargestSkew * ((chance.NextDouble() * 2) - 1));
        _lines = new PodLines(wire.Trace, Process.Name);
        var settings = schedule.LaterSettings is { } later && worker.Incarnation != FirstLife ? later : schedule.Settings;
        var layout = ObjectLayout.Of(settings) with { Transform = schedule.DropsOneOf is { } divisor ? DropByNumber.Named(divisor) : null };
        Budget = new MemoryBudget(settings.Pod.MemoryBudgetBytes ?? 64 * 1024 * 1024);
        var limits = GroupLimits.Of(layout, Budget.LimitBytes);
        _context = new PodContext
        {
            Clock = Clock,
            Random = new Random(chance.Next(int.MaxValue)),
            Settings = settings,
            Worker = worker,
            Source = new SimulatedStreamSource(wire, Process, life.Source, life.IsListed),
            Table = new SimulatedLeaseTable(wire, Process, life.Table.OpenAnother(), life.Judge),
            Store = new SimulatedObjectStore(wire, Process, store, life.Judge),
            Layout = layout,
            Limits = limits with { Records = Math.Min(limits.Records, schedule.GroupRecords) },
            Budget = Budget,
            ReadGate = new Gate(settings.Pod.MaxConcurrentReads),
            PutGate = new Gate(settings.Pod.MaxConcurrentPuts),
            PageSizes = new PageSizes(Budget.LimitBytes),
            Backoff = new Backoff(Clock, new Random(chance.Next(int.MaxValue))),
            Observer = _lines,
            Events = _lines,
            TransformOf = DropByNumber.Of,
            RowGroupBytes = schedule.RowGroupBytes ?? ParquetFormat.RowGroupBytes,
        };
    }

    public StreamLife Life { get; }

    public WorkerName Worker { get; }

    public SimulatedProcess Process { get; }

    public SimulatedClock Clock { get; }

    public MemoryBudget Budget { get; }

    /// <summary>When it exited by itself, in ticks of the run.</summary>
    public long ExitedAt { get; private set; }

    /// <summary>Told to stop.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Whether it drained, once it exited by itself.</summary>
    public bool? IsClean { get; private set; }

    /// <summary>Whether it left without a last look at the table.</summary>
    public bool IsDeregistrationMissed => _lines.IsDeregistrationMissed;

    /// <summary>Why it exited, when nobody told it to.</summary>
    public Exception? Problem { get; private set; }

    public void Start()
    {
        _lines.Say("starts");
        Process.Post(_ => Main = MainAsync(), null);
    }

    /// <summary>The process's own work; kept so that what hangs from it can be looked at.</summary>
    public Task? Main { get; private set; }

    /// <summary>SIGTERM.</summary>
    public void Stop()
    {
        if (!IsStopping)
        {
            IsStopping = true;
            _lines.Say("is told to stop");
            Process.Post(_ => StopSignal.SendAsync(_stop), null);
        }
    }

    private async Task MainAsync()
    {
        try
        {
            await ReachAllAsync(_stop.Token);
            await using var run = new WorkerLoop(_context, _lines.Fleet, new LivenessSignals(Clock), () => "{}");
            try
            {
                IsClean = await run.RunAsync(() => { }, _stop.Token);
            }
            catch
            {
                await run.AbandonAsync();
                throw;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            IsClean = true;
        }
        catch (Exception problem)
        {
            Problem = problem;
        }

        ExitedAt = Process.Loop.Now;
        _lines.Say(Problem is null ? $"exits {(IsClean == true ? "clean" : "with work left")}" : $"fails: {Problem.GetType().Name}: {Problem.Message}");
        _exited(this);
    }

    private async Task ReachAllAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            TryAsync("open-table", token => _context.Table.EnsureAsync(_schedule.Settings.Checkpoint.Create, token), cancellationToken),
            TryAsync("reach-bucket", _context.Store.CheckAsync, cancellationToken));
        await TryAsync("claim", token => TableClaim.ClaimAsync(_context.Table, _context.Settings, _context.Source.Stream, _context.Retrier, token), cancellationToken);
        if (_context.Layout.HoldsRows)
        {
            await TryAsync("write-schema", new SchemaStore(_context.Store, _context.Layout, _context.Source.Stream).SaveAsync, cancellationToken);
        }
    }

    private Task<bool> TryAsync(string doing, Func<CancellationToken, Task> action, CancellationToken cancellationToken) => _context.Retrier.RunAsync(
        PodOperation.Startup,
        doing,
        async token =>
        {
            await action(token);
            return true;
        },
        cancellationToken);
}
