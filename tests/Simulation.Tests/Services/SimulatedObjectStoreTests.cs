using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.Simulation.Traces;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Simulation.Tests.Services;

/// <summary>The simulated bucket keeps the contract of the real ones.</summary>
public sealed class SimulatedObjectStoreTests : ObjectStoreContract
{
    private protected override Task<IObjectStore> OpenAsync()
    {
        var loop = new SimulationLoop(1, isShuffled: true) { IsOfOneThread = false };
        var wire = new Wire(loop, 1, new Trace(loop, false));
        var store = new InMemoryObjectStore(new SimulatedClock(loop, null));
        return Task.FromResult(LoopProxy.Of<IObjectStore>(new SimulatedObjectStore(wire, new SimulatedProcess(loop, "pod/1"), store, new NoWitness()), loop));
    }
}
