using System.Buffers;
using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Simulation.Services;

/// <summary>One process's way to the shared bucket: over the wire, where a PUT may land long after its sender was told that it failed.</summary>
internal sealed class SimulatedObjectStore(Wire wire, SimulatedProcess process, InMemoryObjectStore store, IWitness witness) : IObjectStore
{
    public string Name => store.Name;

    public Task CheckAsync(CancellationToken cancellationToken) => SendAsync("HeadBucket", "", async token =>
    {
        await store.CheckAsync(token);
        return true;
    }, cancellationToken);

    public Task<bool> TryCreateAsync(SealedObject content, CancellationToken cancellationToken)
    {
        // The bytes leave with the request; what the sender does with its buffers afterwards is its own affair.
        var sent = content with { Content = new ReadOnlySequence<byte>(content.Content.ToArray()) };
        return SendAsync(
            "PutObject",
            wire.Trace.IsOn ? TextOf(sent) : "",
            async token =>
            {
                Plant(sent);
                var isCreated = await store.TryCreateAsync(sent, token);
                witness.Put(process.Name, sent, isCreated);
                return isCreated;
            },
            cancellationToken);
    }

    public Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken) =>
        SendAsync("HeadObject", key, token => store.FindAsync(key, token), cancellationToken);

    public IAsyncEnumerable<ListedObject> ListAsync(string prefix, CancellationToken cancellationToken) => store.ListAsync(prefix, cancellationToken);

    public Task<Stream> ReadAsync(string key, CancellationToken cancellationToken) =>
        SendAsync("GetObject", key, token => store.ReadAsync(key, token), cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Somebody was there first, with as many bytes and all that the metadata says.</summary>
    private void Plant(SealedObject sent)
    {
        if (wire.Plants > 0 && sent.Metadata.ContainsKey(ObjectMetadata.FirstSequenceNumber) && store.Objects.All(item => item.Key != sent.Key))
        {
            wire.Plants--;
            store.Place(sent.Key, [.. sent.Content.ToArray().Reverse()], sent.Metadata);
            witness.Planted(new ShardId(sent.Metadata[ObjectMetadata.ShardId]));
        }
    }

    private static string TextOf(SealedObject content) =>
        content.Metadata.TryGetValue(ObjectMetadata.FirstSequenceNumber, out var first)
            ? $"{content.Key[(content.Key.LastIndexOf('/') + 1)..]} {content.Metadata[ObjectMetadata.ShardId].TrimEnd('0')} {ShardText.Short(first)}..{ShardText.Short(content.Metadata[ObjectMetadata.LastSequenceNumber])} part {content.Metadata[ObjectMetadata.Part]}"
            : content.Key;

    private Task<T> SendAsync<T>(string operation, string subject, Func<CancellationToken, Task<T>> effect, CancellationToken cancellationToken) =>
        wire.SendAsync(process, Service.Store, operation, subject, () => effect(CancellationToken.None), cancellationToken);
}
