using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Pods;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>A group that a pod of another version left pending: the stream, what was in the bucket when it died, and what that version itself made of it.</summary>
internal sealed class PendingGroupFixture(JsonElement document)
{
    private static readonly string Folder = RepositoryRoot.PathOf("tests", "Golden", "pending-groups");

    /// <summary>The objects of the group, one line each, as the version that prepared it finished it.</summary>
    public IReadOnlyList<string> Objects => [.. document.GetProperty("objects").EnumerateArray().Select(line => line.GetString()!)];

    public SequenceNumber Last => SequenceNumber.Parse(document.GetProperty("promise").GetProperty("last").GetString()!);

    /// <summary>The pending group byte for byte.</summary>
    public byte[] State => System.Text.Encoding.UTF8.GetBytes(document.GetProperty("promise").GetRawText());

    public PendingGroup Pending => PendingGroup.TryRead(State)!;

    /// <summary>Every file of a folder, without its ending.</summary>
    public static IReadOnlyList<string> Names(string version) =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, version), "*.json").Select(file => $"{version}/{Path.GetFileNameWithoutExtension(file)}").Order(StringComparer.Ordinal)];

    public static PendingGroupFixture Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));
        return new PendingGroupFixture(document.RootElement.Clone());
    }

    /// <summary>Puts stream, bucket and lease of a pod into the state in which the other one left them.</summary>
    public Lease Restore(TestPod pod, ShardId shard)
    {
        foreach (var record in document.GetProperty("records").EnumerateArray())
        {
            pod.Source.AppendRecord(shard, record.GetString()!);
        }

        foreach (var item in document.GetProperty("standing").EnumerateArray())
        {
            pod.Store.Place(
                item.GetProperty("key").GetString()!,
                item.GetProperty("content").GetBytesFromBase64(),
                item.GetProperty("metadata").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!));
        }

        return pod.Own(shard, lease => lease with { PendingCheckpoint = Checkpoint.At(Last), PendingState = State });
    }

    /// <summary>The objects of the group in a bucket, in the words of <see cref="Objects"/>.</summary>
    public IReadOnlyList<string> ObjectsIn(InMemoryObjectStore store) =>
        [.. store.Objects.Where(item => SequenceNumber.Parse(item.Metadata["group-last-sequence-number"]) <= Last).Select(LineOf)];

    private static string LineOf(ObjectWrite item)
    {
        var of = item.Metadata;
        return $"{item.Key} of {of["shard-id"]} part {of["part"]}, {of["record-count"]} records {of["first-sequence-number"]} to {of["last-sequence-number"]} "
            + $"of {of["previous-sequence-number"]} to {of["group-last-sequence-number"]}, {of["format"]} {of["settings-hash"]} {Convert.ToHexStringLower(SHA256.HashData(RecordsOf(item)))[..16]}";
    }

    /// <summary>Uncompressed: another library may compress otherwise.</summary>
    private static byte[] RecordsOf(ObjectWrite item)
    {
        if (!item.Metadata["format"].EndsWith("/Gzip", StringComparison.Ordinal))
        {
            return item.Content;
        }

        using var records = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(item.Content), CompressionMode.Decompress);
        gzip.CopyTo(records);
        return records.ToArray();
    }
}
