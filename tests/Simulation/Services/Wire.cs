using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Traces;

namespace KeyspacesStreamer.Simulation.Services;

/// <summary>The network between processes and services: decides how long each request takes and what becomes of it.</summary>
internal sealed class Wire(SimulationLoop loop, int seed, Trace trace)
{
    private readonly List<PlannedFault> _met = [];
    private readonly Dictionary<Service, long> _outUntil = [];
    private Dictionary<(string Process, long Request), CallFate>? _planned;

    public SimulationLoop Loop { get; } = loop;

    public Trace Trace { get; } = trace;

    /// <summary>Chances of requests; none once calm has come.</summary>
    public FaultRates Rates { get; set; } = FaultRates.None;

    /// <summary>Instead of chance: these requests fail and no others.</summary>
    public IReadOnlyList<PlannedFault>? Planned
    {
        set => _planned = value?.ToDictionary(fault => (fault.Process, fault.Request), fault => fault.Fate);
    }

    /// <summary>Requests that did not go well, in order.</summary>
    public IReadOnlyList<PlannedFault> Met => _met;

    /// <summary>Told of each request's moments, so that its sender can be struck there.</summary>
    public Action<SimulatedProcess, long, CallMoment>? OnMoment { get; set; }

    /// <summary>Nothing reaches the service until then.</summary>
    public void TakeOut(Service service, TimeSpan duration) => _outUntil[service] = Loop.Now + duration.Ticks;

    /// <summary>How many of the next objects find one with other bytes and the same metadata under their key.</summary>
    public int Plants { get; set; }

    public void Heal()
    {
        Plants = 0;
        _outUntil.Clear();
        Rates = FaultRates.None;
        _planned?.Clear();
    }

    public Task<T> SendAsync<T>(
        SimulatedProcess process, Service service, string operation, string subject, Func<Task<T>> effect, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        if (process.IsDead)
        {
            // Struck in the middle of a step: what comes after that was never sent.
            return new TaskCompletionSource<T>().Task;
        }

        var number = ++process.Requests;
        var chance = new Chance(seed, process.Number, number);
        var fate = FateOf(process, service, number, ref chance);
        if (fate != CallFate.Served)
        {
            _met.Add(new PlannedFault(process.Name, number, fate));
        }

        var call = new WireCall<T>(this, process, number, service, operation, subject, effect);
        if (Trace.IsOn)
        {
            Trace.Say(process.Name, $"{number} {operation} {subject}{(fate == CallFate.Served ? "" : $" [{fate}]")}");
        }

        call.Send(fate, ref chance, cancellationToken);
        OnMoment?.Invoke(process, number, CallMoment.Sent);
        return call.Answer;
    }

    private CallFate FateOf(SimulatedProcess process, Service service, long number, ref Chance chance)
    {
        var luck = chance.NextDouble();
        if (_outUntil.TryGetValue(service, out var until) && Loop.Now < until)
        {
            return luck < 0.5 ? CallFate.Refused : CallFate.RequestLost;
        }

        return _planned is null ? Rates.Draw(luck) : _planned.GetValueOrDefault((process.Name, number));
    }
}
