using System.Security.Cryptography;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>Reads an object's content and compares it with what its metadata says.</summary>
internal sealed class ContentVerifier(IObjectStore store, SchemaDocuments schemas)
{
    /// <summary>Files that are held as a whole, which may be large, are read by few at a time.</summary>
    private const int WholeFiles = 2;

    private readonly Gate _wholeFiles = new(WholeFiles);

    public async Task<ContentFinding> VerifyAsync(ChainObject item, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(item.Key, cancellationToken) is not { } stored)
        {
            return Only(item, ViolationKind.Vanished, "was listed and is gone");
        }

        var format = stored.Metadata.GetValueOrDefault(ObjectMetadata.Format, "");
        if (ObjectContents.Of(format) is not { } contents)
        {
            return Only(item, ViolationKind.UnreadableRecord, $"has format '{format}', which this version does not know: verify with the version of streampod that wrote it, or a newer one");
        }

        try
        {
            return contents.Reader.NeedsWholeFile
                ? await _wholeFiles.RunAsync(token => VerifyAsync(item, stored, contents, token), cancellationToken)
                : await VerifyAsync(item, stored, contents, cancellationToken);
        }
        catch (ObjectStoreException refusal) when (refusal.IsOfOneObject)
        {
            // A finding on this object; the others are looked at all the same.
            return new ContentFinding([new Violation(ViolationKind.UnreadableContent, item.ShardId.Value, item.Key, refusal.Message)], []);
        }
    }

    private async Task<ContentFinding> VerifyAsync(ChainObject item, StoredObject stored, ObjectContents contents, CancellationToken cancellationToken)
    {
        var reader = contents.Reader;
        var records = new RecordSequence(item, reader.Unit);
        using var hash = SHA256.Create();
        await using var content = await store.ReadAsync(item.Key, cancellationToken);
        await using var hashed = new CryptoStream(content, hash, CryptoStreamMode.Read);
        if (reader.NeedsWholeFile)
        {
            await ReadWholeAsync(records, reader, hashed, () => IsAsPromised(records, stored, hash, isAsStored: true), cancellationToken);
        }
        else
        {
            var isAsStored = await ReadRecordsAsync(records, reader, hashed, cancellationToken);
            await hashed.CopyToAsync(Stream.Null, cancellationToken); // what a decompressor left over belongs to the checksum too
            IsAsPromised(records, stored, hash, isAsStored);
        }

        if (contents.Shape != RecordShape.Native)
        {
            await CompareColumnsAsync(records, item, contents.Shape, stored.Metadata.GetValueOrDefault(ObjectMetadata.SchemaHash), cancellationToken);
        }

        return new ContentFinding(records.Violations, records.Numbers);
    }

    /// <summary>Compares the columns of a file of rows with the schema that it names. Of a file that could not be opened none are known.</summary>
    private async Task CompareColumnsAsync(RecordSequence records, ChainObject item, RecordShape shape, string? hash, CancellationToken cancellationToken)
    {
        if (hash is null)
        {
            records.Report(ViolationKind.MissingSchema, $"holds rows, and its metadata names no {ObjectMetadata.SchemaHash}");
        }
        else if (await schemas.FindAsync(hash, item, cancellationToken) is { } schema && records.Fields.Count > 0
            && RowColumns.Missing(shape, schema, records.Fields) is { Count: > 0 } missing)
        {
            records.Report(ViolationKind.MissingColumn, $"lacks {string.Join(", ", missing)} of the schema {hash} that its metadata names");
        }
    }

    /// <summary>A file that is not the one that was written is not taken apart: nothing in it can be relied on, and it was named already.</summary>
    private static async Task ReadWholeAsync(RecordSequence records, IRecordReader reader, Stream hashed, Func<bool> isAsPromised, CancellationToken cancellationToken)
    {
        using var whole = new SegmentedBuffer();
        while (await hashed.ReadAsync(whole.GetMemory(), cancellationToken) is > 0 and var read)
        {
            whole.Advance(read);
        }

        if (isAsPromised())
        {
            await using var file = new SequenceStream(whole.AsSequence());
            await ReadRecordsAsync(records, reader, file, cancellationToken);
        }
    }

    /// <returns>False when a compressed object came without its compression.</returns>
    private static async Task<bool> ReadRecordsAsync(RecordSequence records, IRecordReader reader, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            var isAsStored = await reader.ReadAsync(content, records, cancellationToken);
            records.End();
            return isAsStored;
        }
        catch (InvalidDataException damage)
        {
            records.Report(ViolationKind.UnreadableRecord, damage.Message);
            return true;
        }
    }

    /// <summary>Compares the checksums, once the stream was read to its end.</summary>
    private static bool IsAsPromised(RecordSequence records, StoredObject stored, SHA256 hash, bool isAsStored)
    {
        var found = Convert.ToHexStringLower(hash.Hash!); // the stream was read to its end, so there is a hash
        var promised = stored.Metadata.GetValueOrDefault(ObjectMetadata.Sha256, "(none)");
        if (found == promised)
        {
            return true;
        }

        records.Report(
            ViolationKind.WrongChecksum,
            isAsStored
                ? $"has SHA-256 {found}, its metadata says {promised}"
                : "came decompressed, so its SHA-256 cannot be compared: something between the bucket and here undoes its Content-Encoding. "
                    + "Read past it, or have objects written with destination.compression GzipFile");
        return false;
    }

    private static ContentFinding Only(ChainObject item, ViolationKind kind, string fault) =>
        new([new Violation(kind, item.ShardId.Value, item.Key, $"{item.Key} {fault}.")], []);
}
