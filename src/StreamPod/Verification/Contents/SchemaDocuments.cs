using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The schemas that rows were made by, as they stand in the bucket: each is read once in a run, however many objects name it.</summary>
/// <param name="store">The bucket.</param>
/// <param name="prefixes">What was listed.</param>
/// <param name="listed">Keys that were listed and have the names of schemas.</param>
internal sealed class SchemaDocuments(IObjectStore store, IReadOnlyList<string> prefixes, IReadOnlyCollection<string> listed)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<FoundSchema>>> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, NamingObjects> _naming = new(StringComparer.Ordinal);

    /// <summary>The schema that an object names.</summary>
    /// <returns>Null when it is not there, which becomes one of the violations.</returns>
    /// <exception cref="ObjectStoreException">The bucket cannot be reached.</exception>
    public async Task<TableSchema?> FindAsync(string hash, ChainObject item, CancellationToken cancellationToken)
    {
        _naming.AddOrUpdate(hash, _ => new NamingObjects(item.Key, 1), (_, naming) => naming with { Count = naming.Count + 1 });
        var found = await _found.GetOrAdd(hash, name => new Lazy<Task<FoundSchema>>(() => ReadAsync(name, cancellationToken))).Value;
        return found.Schema;
    }

    /// <summary>What is wrong with those that were asked for: one for each, not one for each object.</summary>
    public async Task<IReadOnlyList<Violation>> ViolationsAsync()
    {
        var violations = new List<Violation>();
        foreach (var (hash, search) in _found.OrderBy(found => found.Key, StringComparer.Ordinal))
        {
            if ((await search.Value).Fault is { } fault)
            {
                var naming = _naming[hash];
                violations.Add(new Violation(
                    ViolationKind.MissingSchema, null, (await search.Value).Key,
                    $"{fault}. {naming.Count.ToString(CultureInfo.InvariantCulture)} objects hold rows that were made by it, for example {naming.Example}."));
            }
        }

        return violations;
    }

    private async Task<FoundSchema> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        var keys = listed.Where(key => ReservedObject.SchemaOf(key) == hash).ToList();
        if (keys.Count == 0)
        {
            keys = await SearchAsync(hash, cancellationToken);
        }

        var found = new FoundSchema(null, null, $"The schema {hash} is not in the bucket: nothing ends with {ReservedPrefixes.Schemas}/{hash}.json");
        foreach (var key in keys)
        {
            found = await ReadAsync(key, hash, cancellationToken);
            if (found.Fault is null)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Looks again: a schema may be younger than the listing, which passes its place before those of objects.</summary>
    private async Task<List<string>> SearchAsync(string hash, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        foreach (var prefix in prefixes)
        {
            await foreach (var document in store.ListAsync($"{prefix}{ReservedPrefixes.Schemas}/", cancellationToken))
            {
                if (ReservedObject.SchemaOf(document.Key) == hash)
                {
                    keys.Add(document.Key);
                }
            }
        }

        return keys;
    }

    private async Task<FoundSchema> ReadAsync(string key, string hash, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        try
        {
            await using var document = await store.ReadAsync(key, cancellationToken);
            await document.CopyToAsync(bytes, cancellationToken);
        }
        catch (ObjectStoreException refusal) when (refusal.IsOfOneObject)
        {
            return new FoundSchema(null, key, $"The schema {hash} cannot be read: {refusal.Message.TrimEnd('.')}");
        }

        if (ShortHash.Of(bytes.ToArray()) != hash)
        {
            return new FoundSchema(null, key, $"{key} is not the schema that was written there: its bytes have another fingerprint than its name");
        }

        try
        {
            return new FoundSchema(SchemaDocument.Read(bytes.ToArray()), key, null);
        }
        catch (JsonException)
        {
            return new FoundSchema(null, key, $"{key} is a schema that this version cannot read: verify with a newer version of streampod");
        }
    }

    /// <summary>What came of the search for a schema.</summary>
    private sealed record FoundSchema(TableSchema? Schema, string? Key, string? Fault);

    /// <summary>How many objects name a schema, and the first of them.</summary>
    private sealed record NamingObjects(string Example, long Count);
}
