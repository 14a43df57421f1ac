using System.Buffers;
using System.Text.Json;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>
/// The schemas that rows were made by, each once in the bucket under its fingerprint: who finishes a group that was prepared before the table was
/// altered, or reads an object much later, finds the schema of that group. For example <c>media/media_content/_schema/0123456789abcdef.json</c>.
/// </summary>
internal sealed class SchemaStore(IObjectStore store, ObjectLayout layout, TableStream stream)
{
    private readonly string _folder = ReservedPrefixes.Of(ReservedPrefixes.Schemas, layout.Prefix, layout.KeyTemplate, stream);
    private readonly string _earlierFolder = ReservedPrefixes.BehindNameOf(ReservedPrefixes.Schemas, layout.Prefix, layout.KeyTemplate, stream);

    /// <summary>Writes the schema of the layout, unless it is there.</summary>
    /// <exception cref="ObjectStoreException">The store refused.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (layout is not { Schema: { } schema, SchemaHash: { } hash })
        {
            return;
        }

        var content = new ReadOnlySequence<byte>(SchemaDocument.Write(schema));
        var document = new SealedObject
        {
            Key = KeyOf(hash), Content = content, ContentType = "application/json", Sha256 = ObjectSealing.HashOf(content), Metadata = new Dictionary<string, string>(),
        };
        await store.TryCreateAsync(document, cancellationToken);
    }

    /// <summary>The schema of a fingerprint.</summary>
    /// <returns>Null when the bucket has none, or something else under its name.</returns>
    /// <exception cref="ObjectStoreException">The store refused.</exception>
    public async Task<TableSchema?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        return await FindAsync(KeyOf(hash), hash, cancellationToken)
            ?? (KeyHead.IsShorterThanBefore(layout.Prefix, layout.KeyTemplate) ? await FindAsync($"{_earlierFolder}{hash}.json", hash, cancellationToken) : null);
    }

    /// <summary>Where the schema of a fingerprint is.</summary>
    public string KeyOf(string hash) => $"{_folder}{hash}.json";

    private async Task<TableSchema?> FindAsync(string key, string hash, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is null)
        {
            return null;
        }

        await using var stored = await store.ReadAsync(key, cancellationToken);
        using var bytes = new MemoryStream();
        await stored.CopyToAsync(bytes, cancellationToken);
        return Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is { } schema && SchemaDocument.HashOf(schema) == hash ? schema : null;
    }

    private static TableSchema? Read(ReadOnlySpan<byte> document)
    {
        try
        {
            return SchemaDocument.Read(document);
        }
        catch (JsonException)
        {
            // Somebody put other bytes there; whoever needs the schema says so.
            return null;
        }
    }
}
