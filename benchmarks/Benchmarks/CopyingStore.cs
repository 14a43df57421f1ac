using System.Buffers;
using System.Runtime.CompilerServices;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>A store that copies the bytes of each object once and forgets them: what no store can undercut that takes them over.</summary>
internal sealed class CopyingStore : IObjectStore
{
    public string Name => "copy://";

    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> TryCreateAsync(SealedObject content, CancellationToken cancellationToken)
    {
        var length = (int)content.Content.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        content.Content.CopyTo(copy);
        ArrayPool<byte>.Shared.Return(copy);
        return Task.FromResult(true);
    }

    public Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult<StoredObject?>(null);

    public async IAsyncEnumerable<ListedObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task<Stream> ReadAsync(string key, CancellationToken cancellationToken) =>
        throw new ObjectStoreException($"Nothing exists under {Name}{key}: a store that keeps nothing.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
