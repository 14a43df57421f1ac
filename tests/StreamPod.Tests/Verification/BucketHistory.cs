using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Verification;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Verification;

/// <summary>A bucket and a lease table as a stream leaves them, for tests to corrupt in one place.</summary>
internal sealed class BucketHistory
{
    public const string Label = "2026-01-02T03:04:05.678";
    public const string Shard = "shard-a";

    public SortedDictionary<string, (byte[] Content, Dictionary<string, string> Metadata)> Objects { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Lease> Leases { get; } = [];

    public string Format { get; set; } = "JsonLines/Native/None";

    /// <summary>Whether the store computes checksums, as S3 does.</summary>
    public bool KeepsChecksums { get; set; } = true;

    /// <summary>Hash of the layout in the objects that are put from now on; null for none.</summary>
    public string? SettingsHash { get; set; }

    /// <summary>Three groups of shard-a, the second of two parts with interleaved numbers; then a child that began after it was finished.</summary>
    public static BucketHistory Sound()
    {
        var history = new BucketHistory();
        history.Group(Shard, "TRIM_HORIZON", "30", ["10", "20", "30"]);
        history.Group(Shard, "30", "60", ["40", "60"], ["50"]);
        history.Group(Shard, "60", "9000000000000000000000070", ["9000000000000000000000070"]);
        history.Lease(Shard, "SHARD_END", "9000000000000000000000070");
        history.Group("shard-b", "TRIM_HORIZON", "80", ["79", "80"]);
        history.Lease("shard-b", "85", "80", parents: [Shard]);
        return history;
    }

    public void Group(string shard, string previous, string last, params string[][] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            Put(shard, previous, last, $"{i + 1}/{parts.Length}", parts[i]);
        }
    }

    public string Put(string shard, string previous, string groupLast, string part, string[] numbers, string? key = null)
    {
        key ??= $"media/content/2026-01-02/{shard}/{numbers[0]}.json";
        var content = Packed(string.Concat(numbers.Select(number => Line(shard, number))));
        Objects.Add(key, (content, new Dictionary<string, string>
        {
            [ObjectMetadata.StreamLabel] = Label,
            [ObjectMetadata.ShardId] = shard,
            [ObjectMetadata.PreviousSequenceNumber] = previous,
            [ObjectMetadata.FirstSequenceNumber] = numbers[0],
            [ObjectMetadata.LastSequenceNumber] = numbers[^1],
            [ObjectMetadata.GroupLastSequenceNumber] = groupLast,
            [ObjectMetadata.Part] = part,
            [ObjectMetadata.RecordCount] = numbers.Length.ToString(CultureInfo.InvariantCulture),
            [ObjectMetadata.Sha256] = Convert.ToHexStringLower(SHA256.HashData(content)),
            [ObjectMetadata.Format] = Format,
        }));
        if (SettingsHash is { } hash)
        {
            Objects[key].Metadata[ObjectMetadata.SettingsHash] = hash;
        }

        return key;
    }

    /// <summary>A note of a loss, as pods leave it.</summary>
    public void Note(string key, string shard, string after) => Objects.Add(key, ([.. "{}\n"u8], new Dictionary<string, string>
    {
        [ObjectMetadata.StreamLabel] = Label, [ObjectMetadata.ShardId] = shard, [ObjectMetadata.PreviousSequenceNumber] = after,
    }));

    /// <summary>Puts other bytes there and leaves the metadata as it is.</summary>
    public void Tamper(string key) => Objects[key] = ([.. Objects[key].Content.Reverse()], Objects[key].Metadata);

    /// <summary>Replaces an object's lines and keeps its metadata, except for the checksum.</summary>
    public void Rewrite(string key, string lines)
    {
        var (_, metadata) = Objects[key];
        var content = Packed(lines);
        metadata[ObjectMetadata.Sha256] = Convert.ToHexStringLower(SHA256.HashData(content));
        Objects[key] = (content, metadata);
    }

    public void Lease(string shard, string checkpoint, string? tail, string? pending = null, string[]? parents = null) => Leases[shard] = new Lease
    {
        ShardId = new ShardId(shard),
        Checkpoint = Checkpoint.Parse(checkpoint),
        ChainTail = tail,
        PendingCheckpoint = pending is null ? null : Checkpoint.Parse(pending),
        StreamArn = "arn:aws:cassandra:eu-west-1:123456789012:/keyspace/media/table/content/stream/" + Label,
        Parents = [.. (parents ?? []).Select(parent => new ShardId(parent))],
    };

    public LeaseTableSnapshot Snapshot() => new([.. Leases.Values], [], null);

    /// <summary>Judges metadata and leases alone.</summary>
    public VerificationReport Judge(LeaseTableSnapshot? before = null, bool acceptsStarts = false)
    {
        var verifier = new ChainVerifier();
        foreach (var stored in StoredObjects())
        {
            verifier.Add(stored.Key, stored);
        }

        return verifier.Judge(before ?? Snapshot(), Snapshot(), acceptsStarts, isDeep: false);
    }

    /// <summary>The objects as HEAD tells of them, with the checksums that the store computed.</summary>
    public IEnumerable<StoredObject> StoredObjects() => Objects.Select(item => new StoredObject
    {
        Key = item.Key,
        SizeBytes = item.Value.Content.Length,
        Sha256 = KeepsChecksums ? Convert.ToHexStringLower(SHA256.HashData(item.Value.Content)) : null,
        Metadata = item.Value.Metadata,
    });

    public InMemoryObjectStore Store()
    {
        var store = new InMemoryObjectStore(TimeProvider.System) { KeepsChecksums = KeepsChecksums };
        foreach (var (key, (content, metadata)) in Objects)
        {
            store.Place(key, content, metadata);
        }

        return store;
    }

    public InMemoryLeaseTable Table()
    {
        var table = new InMemoryLeaseTable();
        foreach (var lease in Leases.Values)
        {
            table.Put(lease);
        }

        return table;
    }

    public async Task<VerificationReport> RunDeepAsync(CancellationToken cancellationToken)
    {
        await using var store = Store();
        await using var table = Table();
        return await new BucketVerification(store, table, new VerificationProgress()).RunAsync(["media/content/"], isDeep: true, acceptsStarts: false, cancellationToken);
    }

    public static string Line(string shard, string number) =>
        """{"eventVersion":"1.0","newImage":{"valueCells":{"sequenceNumber":{"value":{"textT":"no"}},"metadata":{"shardId":"no"}}},"sequenceNumber":"NUMBER","metadata":{"nested":{"shardId":"no"},"shardId":"SHARD"}}"""
            .Replace("NUMBER", number, StringComparison.Ordinal).Replace("SHARD", shard, StringComparison.Ordinal) + "\n";

    private byte[] Packed(string lines)
    {
        var plain = System.Text.Encoding.UTF8.GetBytes(lines);
        if (!Format.EndsWith("Gzip", StringComparison.Ordinal))
        {
            return plain;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
