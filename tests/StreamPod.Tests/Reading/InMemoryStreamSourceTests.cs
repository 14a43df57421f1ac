using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Streams;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Reading;

public sealed class InMemoryStreamSourceTests : StreamSourceContract
{
    private readonly InMemoryStreamSource _source = new(new FakeTimeProvider(LeaseSamples.Noon));

    private protected override Task<IStreamSource> OpenAsync()
    {
        _source.AddShard("a");
        return Task.FromResult<IStreamSource>(_source);
    }

    private protected override Task AppendAsync(ShardId shardId, int records) => Task.FromResult(_source.Append(shardId, records));

    private protected override Task SplitAsync(ShardId shardId) => Task.FromResult(_source.Split(shardId, "b", "c"));

    private protected override Task TrimAsync(ShardId shardId, int oldest)
    {
        _source.Trim(shardId, oldest);
        return Task.CompletedTask;
    }
}
