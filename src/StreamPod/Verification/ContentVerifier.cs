using System.IO.Compression;
using System.Security.Cryptography;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Reads an object's content and compares it with what its metadata says.</summary>
internal sealed class ContentVerifier(IObjectStore store)
{
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

        using var hash = SHA256.Create();
        await using var content = await store.ReadAsync(item.Key, cancellationToken);
        await using var hashed = new CryptoStream(content, hash, CryptoStreamMode.Read);
        var records = new RecordSequence(item);
        await ReadRecordsAsync(records, hashed, isGzip: format[2] == "Gzip", cancellationToken);
        await hashed.CopyToAsync(Stream.Null, cancellationToken); // what a decompressor left over belongs to the checksum too
        var found = Convert.ToHexStringLower(hash.Hash!); // the stream was read to its end, so there is a hash
        var promised = stored.Metadata.GetValueOrDefault(ObjectMetadata.Sha256, "(none)");
        if (found != promised)
        {
            records.Report(ViolationKind.WrongChecksum, $"has SHA-256 {found}, its metadata says {promised}");
        }

        return new ContentFinding(records.Violations, records.Numbers);
    }

    private static ContentFinding Only(ChainObject item, ViolationKind kind, string fault) =>
        new([new Violation(kind, item.ShardId.Value, item.Key, $"{item.Key} {fault}.")], []);

    private static async Task ReadRecordsAsync(RecordSequence records, Stream stored, bool isGzip, CancellationToken cancellationToken)
    {
        await using var unpacked = isGzip ? new GZipStream(stored, CompressionMode.Decompress, leaveOpen: true) : null;
        var lines = new LineReader(unpacked ?? stored);
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
    }
}
