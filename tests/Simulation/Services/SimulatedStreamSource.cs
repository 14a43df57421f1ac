using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.Simulation.Services;

/// <summary>One process's way to the change stream: over the wire; a listing may lag behind a reshard.</summary>
internal sealed class SimulatedStreamSource(Wire wire, SimulatedProcess process, InMemoryStreamSource source, Func<ShardId, bool> isListed) : IStreamSource
{
    public TableStream Stream => source.Stream;

    public Task<IReadOnlyList<ShardListing>> ListShardsAsync(CancellationToken cancellationToken) =>
        SendAsync("GetStream", "", async token => Listed(await source.ListShardsAsync(token)), cancellationToken);

    public Task<IReadOnlyList<ShardListing>> ListChildrenAsync(ShardId parent, CancellationToken cancellationToken) =>
        SendAsync("GetStream", $"children of {ShardText.Of(parent)}", async token => Listed(await source.ListChildrenAsync(parent, token)), cancellationToken);

    public Task<string> GetIteratorAsync(ShardId shardId, IteratorStart start, CancellationToken cancellationToken) =>
        SendAsync("GetShardIterator", wire.Trace.IsOn ? $"{ShardText.Of(shardId)} {TextOf(start)}" : "", token => source.GetIteratorAsync(shardId, start, token), cancellationToken);

    public Task<ShardPage> GetRecordsAsync(string iterator, PageRequest ask, CancellationToken cancellationToken) =>
        SendAsync("GetRecords", iterator.TrimStart('0'), token => source.GetRecordsAsync(iterator, ask, token), cancellationToken);

    private IReadOnlyList<ShardListing> Listed(IReadOnlyList<ShardListing> shards) => [.. shards.Where(shard => isListed(shard.ShardId))];

    private static string TextOf(IteratorStart start) => $"{start.Kind}{(start.Number is { } number ? $" {ShardText.Short(number.Text)}" : "")}";

    private Task<T> SendAsync<T>(string operation, string subject, Func<CancellationToken, Task<T>> effect, CancellationToken cancellationToken) =>
        wire.SendAsync(process, Service.Stream, operation, subject, () => effect(CancellationToken.None), cancellationToken);
}
