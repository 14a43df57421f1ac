using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.Simulation.Traces;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.Testing.Leases;

namespace KeyspacesStreamer.Simulation.Tests.Services;

/// <summary>The simulated table keeps the contract of the real ones.</summary>
public sealed class SimulatedLeaseTableTests : LeaseTableContract, IAsyncDisposable
{
    private readonly InMemoryLeaseTable _table = new();

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    /// <summary>Each handle has a loop of its own; the table behind them is one.</summary>
    internal override Task<ILeaseTable> OpenAsync()
    {
        var loop = new SimulationLoop(1, isShuffled: true) { IsOfOneThread = false };
        var wire = new Wire(loop, 1, new Trace(loop, false));
        return Task.FromResult(LoopProxy.Of<ILeaseTable>(new SimulatedLeaseTable(wire, new SimulatedProcess(loop, "pod/1"), _table.OpenAnother(), new NoWitness()), loop));
    }
}
