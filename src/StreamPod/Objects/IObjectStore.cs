namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Create-only store of objects. Objects are never changed or deleted once written.</summary>
internal interface IObjectStore : IAsyncDisposable
{
    /// <summary>Where objects go, for messages: <c>s3://bucket</c> or <c>file:///folder</c>.</summary>
    string Name { get; }

    /// <summary>Reaches the bucket without writing.</summary>
    /// <exception cref="ObjectStoreException">The bucket is missing, in another region, of another owner, or not permitted; the message names which.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Writes an object under a key that holds nothing yet.</summary>
    /// <returns>False when something already exists under the key. A time-out leaves it open which; HEAD tells.</returns>
    Task<bool> TryCreateAsync(SealedObject content, CancellationToken cancellationToken);

    /// <summary>Metadata of an object, or null when nothing exists under the key.</summary>
    Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keys that begin with the prefix, in ordinal order of their UTF-8 bytes.</summary>
    IAsyncEnumerable<ListedObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Bytes of an object as stored (compressed where it is).</summary>
    /// <exception cref="ObjectStoreException">Nothing exists under the key, or reading is not permitted.</exception>
    Task<Stream> ReadAsync(string key, CancellationToken cancellationToken);
}
