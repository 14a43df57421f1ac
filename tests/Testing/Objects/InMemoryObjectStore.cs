using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.Testing.Objects;

/// <summary>Object store in memory: creates atomically, remembers every write that reached it, and has the troubles a test plans.</summary>
internal sealed class InMemoryObjectStore(TimeProvider clock, string bucket = "bucket") : IObjectStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, ObjectWrite> _objects = new(KeyOrder.Utf8);
    private readonly List<ObjectWrite> _writes = [];
    private readonly List<ObjectFault> _faults = [];
    private readonly List<ITimer> _lateLandings = [];
    private readonly Dictionary<ObjectOperation, int> _requests = [];

    /// <summary>Whether it computes a checksum of what it holds, as S3 does.</summary>
    public bool KeepsChecksums { get; set; } = true;

    public string Name => $"memory://{bucket}";

    /// <summary>Every create request that reached the store, refused ones included, in the order they took effect.</summary>
    public IReadOnlyList<ObjectWrite> Writes => Locked(() => _writes.ToArray());

    /// <summary>The objects that stand, in listing order.</summary>
    public IReadOnlyList<ObjectWrite> Objects => Locked(() => _objects.Values.ToArray());

    /// <summary>Keys that were written with different bytes or metadata at different times; empty where determinism holds.</summary>
    public IReadOnlyList<string> KeysWithChangedWrites => [.. Writes.GroupBy(write => write.Key).Where(Differ).Select(group => group.Key)];

    public ObjectWrite this[string key] => Locked(() => _objects[key]);

    public int RequestsOf(ObjectOperation operation) => Locked(() => _requests.GetValueOrDefault(operation));

    public void Plan(ObjectFault fault) => Locked(() => _faults.Add(fault));

    public void ForgetFaults() => Locked(_faults.Clear);

    /// <summary>The next request of this kind fails without effect.</summary>
    public void FailNext(ObjectOperation operation, Exception exception) => Plan(new ObjectFault { Operation = operation, Before = exception });

    /// <summary>The next create takes effect, but its caller sees a failure.</summary>
    public void LoseNextAnswer(Exception exception) => Plan(new ObjectFault { Operation = ObjectOperation.Create, After = exception });

    /// <summary>Puts an object there that somebody else wrote; not counted among the writes.</summary>
    public void Place(string key, byte[] content, IReadOnlyDictionary<string, string> metadata) =>
        Locked(() => _objects.Add(key, new ObjectWrite { Key = key, Content = content, ContentType = "application/octet-stream", Metadata = metadata, Created = true }));

    /// <summary>Takes an object away past every rule, as somebody else would.</summary>
    public void Remove(string key) => Locked(() => _objects.Remove(key));

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var fault = await BeforeAsync(ObjectOperation.Check, bucket, cancellationToken);
        await AfterAsync(fault, cancellationToken);
    }

    public async Task<bool> TryCreateAsync(SealedObject content, CancellationToken cancellationToken)
    {
        ObjectKey.Validate(content.Key);
        var write = Copy(content);
        var fault = await BeforeAsync(ObjectOperation.Create, content.Key, cancellationToken, () => Land(write));
        var created = Land(write);
        await AfterAsync(fault, cancellationToken);
        return created;
    }

    public async Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var fault = await BeforeAsync(ObjectOperation.Find, key, cancellationToken);
        var found = Locked(() => _objects.GetValueOrDefault(key));
        await AfterAsync(fault, cancellationToken);
        return found is null ? null : new StoredObject { Key = key, SizeBytes = found.Content.Length, Sha256 = KeepsChecksums ? Convert.ToHexStringLower(SHA256.HashData(found.Content)) : null, Metadata = found.Metadata };
    }

    public async IAsyncEnumerable<ListedObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fault = await BeforeAsync(ObjectOperation.List, prefix, cancellationToken);
        foreach (var found in Objects.Where(found => found.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return new ListedObject(found.Key, found.Content.Length);
        }

        await AfterAsync(fault, cancellationToken);
    }

    public async Task<Stream> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var fault = await BeforeAsync(ObjectOperation.Read, key, cancellationToken);
        var found = Locked(() => _objects.GetValueOrDefault(key));
        await AfterAsync(fault, cancellationToken);
        return found is null ? throw new ObjectStoreException($"Nothing exists under {Name}/{key}.") : new MemoryStream(found.Content, writable: false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in Locked(() => _lateLandings.ToArray()))
        {
            await timer.DisposeAsync();
        }
    }

    private static ObjectWrite Copy(SealedObject content) => new()
    {
        Key = content.Key,
        Content = content.Content.ToArray(),
        ContentType = content.ContentType,
        ContentEncoding = content.ContentEncoding,
        Metadata = new Dictionary<string, string>(content.Metadata),
        Created = false,
    };

    private static bool Differ(IEnumerable<ObjectWrite> writes)
    {
        var first = writes.First();
        return writes.Any(write => !write.Content.AsSpan().SequenceEqual(first.Content)
            || !write.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(first.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)));
    }

    private bool Land(ObjectWrite write)
    {
        lock (_gate)
        {
            var created = _objects.TryAdd(write.Key, write with { Created = true });
            _writes.Add(write with { Created = created });
            return created;
        }
    }

    private async Task<ObjectFault?> BeforeAsync(ObjectOperation operation, string key, CancellationToken cancellationToken, Action? effect = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TakeFault(operation, key) is not { } fault)
        {
            return null;
        }

        await Task.Delay(fault.Delay, clock, cancellationToken);
        await (fault.Until ?? Task.CompletedTask).WaitAsync(cancellationToken);
        if (fault.LandsAfter is { } lateness && effect is not null)
        {
            Locked(() => _lateLandings.Add(clock.CreateTimer(_ => effect(), null, lateness, Timeout.InfiniteTimeSpan)));
        }

        return fault.Before is null ? fault : throw fault.Before;
    }

    private async Task AfterAsync(ObjectFault? fault, CancellationToken cancellationToken)
    {
        if (fault is null)
        {
            return;
        }

        await Task.Delay(fault.AnswerDelay, clock, cancellationToken);
        if (fault.After is not null)
        {
            throw fault.After;
        }
    }

    private ObjectFault? TakeFault(ObjectOperation operation, string key)
    {
        lock (_gate)
        {
            _requests[operation] = _requests.GetValueOrDefault(operation) + 1;
            var index = _faults.FindIndex(fault => fault.Operation == operation && (fault.Key is null || fault.Key == key));
            if (index < 0)
            {
                return null;
            }

            var fault = _faults[index];
            _faults.RemoveAt(index);
            if (fault.Times > 1)
            {
                _faults.Insert(index, fault with { Times = fault.Times - 1 });
            }

            return fault;
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    private void Locked(Action change)
    {
        lock (_gate)
        {
            change();
        }
    }
}
