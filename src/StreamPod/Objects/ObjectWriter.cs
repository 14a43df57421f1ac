using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Writes an object that must not exist yet, and says what it means when one does.</summary>
internal sealed class ObjectWriter(IObjectStore store)
{
    /// <summary>One attempt: a create and, when the key is taken, a look at who took it. A lost answer is settled by calling again.</summary>
    /// <exception cref="ShardHaltedException">Something that cannot be explained is under the key.</exception>
    /// <exception cref="ObjectStoreException">A person must mend the store or its permissions.</exception>
    /// <exception cref="IOException">The object under the key went away between the two requests; try again.</exception>
    public async Task<StoreOutcome> WriteAsync(SealedObject content, CancellationToken cancellationToken)
    {
        if (await store.TryCreateAsync(content, cancellationToken))
        {
            return new StoreOutcome.Stored(content.Content.Length);
        }

        var found = await store.FindAsync(content.Key, cancellationToken)
            ?? throw new IOException($"{store.Name}/{content.Key} stood there when it was written and was gone when it was looked at; it is tried again.");
        var taken = new ExistingObject(store.Name, content, found);
        return !taken.HoldsOtherBytes ? taken.Classify()
            : IsGzip(content) && await HoldsSameAsync(content, cancellationToken) ? taken.SameObject()
            : throw taken.OtherBytes();
    }

    private static bool IsGzip(SealedObject content) => content.Metadata[ObjectMetadata.Format].Split('/') is [nameof(ObjectFormat.JsonLines), _, nameof(ObjectCompression.Gzip)];

    private async Task<bool> HoldsSameAsync(SealedObject content, CancellationToken cancellationToken)
    {
        await using var stored = await store.ReadAsync(content.Key, cancellationToken);
        return await SameContent.OfGzipAsync(stored, content.Content, cancellationToken);
    }
}
