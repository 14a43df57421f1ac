using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

/// <summary>Makes change records from wire JSON for tests.</summary>
internal static class WireRecord
{
    public const string Sequence = "111111114000000000000007";

    public static readonly ShardId Shard = new("shard-00000001767397800-abcdef0123");

    public static readonly TableStream Stream = StreamOf(StreamViewType.NewAndOldImages);

    public static TableStream StreamOf(StreamViewType viewType) => new()
    {
        Arn = "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content/stream/2026-01-02T03:04:05.678",
        Label = "2026-01-02T03:04:05.678",
        Keyspace = "media",
        Table = "media_content",
        ViewType = viewType,
    };

    public static ChangeRecord Of(string json, DateTimeOffset? createdAt = null) =>
        Of(System.Text.Encoding.UTF8.GetBytes(json), createdAt);

    public static ChangeRecord Of(byte[] json, DateTimeOffset? createdAt = null, string sequence = Sequence) => new(
        json,
        System.Text.Encoding.ASCII.GetBytes(sequence),
        "1767397800.037"u8.ToArray(),
        createdAt ?? new DateTimeOffset(2026, 1, 2, 23, 50, 0, 37, TimeSpan.Zero));

    /// <summary>The record with the sequence number that is in its JSON.</summary>
    public static ChangeRecord OfDocument(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(json, sequence: document.RootElement.GetProperty("sequenceNumber").GetString()!);
    }
}
