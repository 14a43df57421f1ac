using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.Simulation.Traces;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.Simulation.Tests.Services;

/// <summary>The simulated stream keeps the contract of the real client.</summary>
public sealed class SimulatedStreamSourceTests : StreamSourceContract
{
    private readonly SimulationLoop _loop = new(1, isShuffled: true) { IsOfOneThread = false };
    private readonly InMemoryStreamSource _source;

    public SimulatedStreamSourceTests() => _source = new InMemoryStreamSource(new SimulatedClock(_loop, null));

    private protected override Task<IStreamSource> OpenAsync()
    {
        _source.AddShard("a");
        var wire = new Wire(_loop, 1, new Trace(_loop, false));
        return Task.FromResult(LoopProxy.Of<IStreamSource>(new SimulatedStreamSource(wire, new SimulatedProcess(_loop, "pod/1"), _source, _ => true), _loop));
    }

    private protected override Task AppendAsync(ShardId shardId, int records) => Task.FromResult(_source.Append(shardId, records));

    private protected override Task SplitAsync(ShardId shardId) => Task.FromResult(_source.Split(shardId, "b", "c"));

    private protected override Task TrimAsync(ShardId shardId, int oldest)
    {
        _source.Trim(shardId, oldest);
        return Task.CompletedTask;
    }
}
