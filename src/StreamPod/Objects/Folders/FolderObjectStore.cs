using System.Runtime.CompilerServices;

namespace KeyspacesStreamer.StreamPod.Objects.Folders;

/// <summary>Objects in a local folder, for runs without AWS: created exclusively and durably, by several processes of one machine.</summary>
internal sealed class FolderObjectStore : IObjectStore
{
    private readonly string _parent;
    private readonly FolderLayout _layout;
    private readonly FolderCreation _creation;

    /// <param name="random">Names staged files.</param>
    /// <param name="endpoint"><c>file:///folder</c>, an existing folder.</param>
    /// <param name="bucket">Name of the folder below it; made by the first object.</param>
    /// <exception cref="ObjectStoreException">The endpoint or the bucket cannot name a folder.</exception>
    public FolderObjectStore(Random random, Uri endpoint, string bucket)
    {
        if (!endpoint.IsFile || endpoint.IsUnc)
        {
            throw new ObjectStoreException($"The endpoint {endpoint} is not a local folder: file:///folder expected in destination.endpoint.");
        }

        if (bucket.Length == 0 || bucket[0] == '.' || bucket.Contains('/', StringComparison.Ordinal))
        {
            throw new ObjectStoreException($"The bucket '{bucket}' cannot name a folder: one name without a slash or a leading dot expected in destination.bucket.");
        }

        _parent = Path.GetFullPath(endpoint.LocalPath);
        _layout = new FolderLayout(Path.Combine(_parent, bucket));
        _creation = new FolderCreation(random, _layout);
    }

    public string Name => $"file://{_layout.Root}";

    public Task CheckAsync(CancellationToken cancellationToken) => Task.Run(Check, cancellationToken);

    public Task<bool> TryCreateAsync(SealedObject content, CancellationToken cancellationToken)
    {
        return Task.Run(Create, cancellationToken);

        bool Create()
        {
            ObjectKey.Validate(content.Key);
            Check();
            return Permitted(() => _creation.TryCreate(content), content.Key);
        }
    }

    public Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken) =>
        Task.Run(() => Permitted(() => Find(key), key), cancellationToken);

    public async IAsyncEnumerable<ListedObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in await Task.Run(() => Permitted(() => List(prefix), prefix), cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public Task<Stream> ReadAsync(string key, CancellationToken cancellationToken) =>
        Task.Run<Stream>(() => Permitted(() => Read(key), key), cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Check()
    {
        if (!Directory.Exists(_parent))
        {
            throw new ObjectStoreException($"The folder {_parent} does not exist. Create it, or correct destination.endpoint.");
        }
    }

    private StoredObject? Find(string key)
    {
        var sidecar = _creation.Settle(key);
        var file = new FileInfo(_layout.ObjectOf(key));
        return !file.Exists ? null : new StoredObject
        {
            Key = key,
            SizeBytes = file.Length,
            Metadata = sidecar?.Metadata ?? new Dictionary<string, string>(),
        };
    }

    private List<ListedObject> List(string prefix)
    {
        _creation.SettleAll();
        var folder = new DirectoryInfo(_layout.FolderOf(prefix));
        List<ListedObject> found = folder.Exists ? [.. Visible(folder).Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))] : [];
        found.Sort((left, right) => KeyOrder.Utf8.Compare(left.Key, right.Key));
        return found;
    }

    /// <summary>Everything below a folder but what begins with a dot: keys never do.</summary>
    private IEnumerable<ListedObject> Visible(DirectoryInfo folder) => folder.EnumerateFileSystemInfos()
        .Where(entry => entry.Name[0] != '.')
        .SelectMany(entry => entry is DirectoryInfo inner ? Visible(inner) : [new ListedObject(_layout.KeyOf(entry.FullName), ((FileInfo)entry).Length)]);

    private FileStream Read(string key)
    {
        _creation.Settle(key);
        var path = _layout.ObjectOf(key);
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true)
            : throw new ObjectStoreException($"Nothing exists under {Name}/{key}.") { IsOfOneObject = true };
    }

    private T Permitted<T>(Func<T> act, string key)
    {
        try
        {
            return act();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ObjectStoreException($"{Name}/{key} cannot be used ({exception.Message}): give this user read and write permission on {_layout.Root}.", exception);
        }
    }
}
