using System.IO.Compression;
using System.IO.Pipelines;
using System.Security.Cryptography;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Reads an object's content and compares it with what its metadata says.</summary>
internal sealed class ContentVerifier(IObjectStore store)
{
    /// <summary>Each line is a JSON object.</summary>
    private const byte LineStart = (byte)'{';

    public async Task<ContentFinding> VerifyAsync(ChainObject item, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(item.Key, cancellationToken) is not { } stored)
        {
            return Only(item, ViolationKind.Vanished, "was listed and is gone");
        }

        var format = stored.Metadata.GetValueOrDefault(ObjectMetadata.Format, "").Split('/');
        if (format is not ["JsonLines", _, "None" or "Gzip"])
        {
            return Only(item, ViolationKind.UnreadableRecord, $"has format '{string.Join('/', format)}', which this version cannot read");
        }

        try
        {
            await using var content = await store.ReadAsync(item.Key, cancellationToken);
            return await VerifyAsync(item, stored, content, isGzip: format[2] == "Gzip", cancellationToken);
        }
        catch (ObjectStoreException refusal) when (refusal.IsOfOneObject)
        {
            // A finding on this object; the others are looked at all the same.
            return new ContentFinding([new Violation(ViolationKind.UnreadableContent, item.ShardId.Value, item.Key, refusal.Message)], []);
        }
    }

    private static async Task<ContentFinding> VerifyAsync(ChainObject item, StoredObject stored, Stream content, bool isGzip, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using var hashed = new CryptoStream(content, hash, CryptoStreamMode.Read);
        var records = new RecordSequence(item);
        var isAsStored = await ReadRecordsAsync(records, hashed, isGzip, cancellationToken);
        await hashed.CopyToAsync(Stream.Null, cancellationToken); // what a decompressor left over belongs to the checksum too
        var found = Convert.ToHexStringLower(hash.Hash!); // the stream was read to its end, so there is a hash
        var promised = stored.Metadata.GetValueOrDefault(ObjectMetadata.Sha256, "(none)");
        if (found != promised)
        {
            records.Report(
                ViolationKind.WrongChecksum,
                isAsStored
                    ? $"has SHA-256 {found}, its metadata says {promised}"
                    : "came decompressed, so its SHA-256 cannot be compared: something between the bucket and here undoes its Content-Encoding. "
                        + "Read past it, or have objects written with destination.compression GzipFile");
        }

        return new ContentFinding(records.Violations, records.Numbers);
    }

    private static ContentFinding Only(ChainObject item, ViolationKind kind, string fault) =>
        new([new Violation(kind, item.ShardId.Value, item.Key, $"{item.Key} {fault}.")], []);

    /// <returns>False when a compressed object came without its compression.</returns>
    private static async Task<bool> ReadRecordsAsync(RecordSequence records, Stream stored, bool isGzip, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stored, new StreamPipeReaderOptions(leaveOpen: true));
        var isAsStored = !isGzip || await BeginsAsGzipAsync(pipe, cancellationToken);
        await using var content = pipe.AsStream();
        await using var unpacked = isGzip && isAsStored ? new GZipStream(content, CompressionMode.Decompress, leaveOpen: true) : null;
        var lines = new LineReader(unpacked ?? content);
        try
        {
            while (await lines.ReadAsync(cancellationToken))
            {
                records.Add(lines.Line.Span, lines.IsComplete);
            }

            records.End();
        }
        catch (InvalidDataException exception)
        {
            records.Report(ViolationKind.UnreadableRecord, $"cannot be decompressed ({exception.Message})");
        }

        return isAsStored;
    }

    /// <summary>Whether the bytes may be gzip: they are not when they begin as a line does. What is damaged is found when it is unpacked.</summary>
    private static async Task<bool> BeginsAsGzipAsync(PipeReader pipe, CancellationToken cancellationToken)
    {
        var first = await pipe.ReadAtLeastAsync(1, cancellationToken);
        var isGzip = first.Buffer.IsEmpty || first.Buffer.FirstSpan[0] != LineStart;
        pipe.AdvanceTo(first.Buffer.Start);
        return isGzip;
    }
}
