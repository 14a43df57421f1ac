using System.Globalization;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Testing.Streams;

/// <summary>Change records as a page hands them out, made from a number.</summary>
internal static class StreamRecords
{
    public const string Arn = "arn:aws:cassandra:eu-central-1:123456789012:/keyspace/media/table/media_content/stream/2026-01-02T03:04:05.678";

    public static readonly TableStream Stream = new()
    {
        Arn = Arn,
        Label = "2026-01-02T03:04:05.678",
        Keyspace = "media",
        Table = "media_content",
        ViewType = StreamViewType.NewAndOldImages,
    };

    public static ShardId Shard(string name) => new($"shard-{name}".PadRight(28, '0'));

    public static SequenceNumber Number(int position) => SequenceNumber.Parse(TextOf(position));

    /// <summary>The record at a position of its shard: a row with an id and as much text as asked for.</summary>
    public static ChangeRecord Of(int position, DateTimeOffset createdAt, int textLength = 8)
    {
        var text = new string((char)('a' + (position % 26)), textLength);
        return Of(position, createdAt, "{\"newImage\":{\"valueCells\":{\"text\":{\"value\":{\"textT\":\"" + text + "\"}}}}}");
    }

    /// <summary>A record that no encoder can read.</summary>
    public static ChangeRecord Unreadable(int position, DateTimeOffset createdAt) => Of(position, createdAt, """{"newImage":[]}""");

    /// <summary>The same record with a byte in its last text, or in a name when it has no text, that is no UTF-8; another byte for each of eight kinds of damage.</summary>
    public static ChangeRecord WithInvalidUtf8(ChangeRecord record, int damage = 7)
    {
        var json = record.Json.ToArray();
        json[json.AsSpan().LastIndexOf((byte)'"') - 1] = (byte)(0xF8 + (damage % 8));
        return record with { Json = json };
    }

    public static ChangeRecord Of(int position, DateTimeOffset createdAt, string rest)
    {
        var number = TextOf(position);
        var seconds = (createdAt - DateTimeOffset.UnixEpoch).TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);
        var json = $$"""{"eventVersion":"1.0","sequenceNumber":"{{number}}","createdAt":{{seconds}},{{rest[1..]}}""";
        return new ChangeRecord(
            System.Text.Encoding.UTF8.GetBytes(json),
            System.Text.Encoding.ASCII.GetBytes(number),
            System.Text.Encoding.ASCII.GetBytes(seconds),
            createdAt);
    }

    private static string TextOf(int position) => (100_000_000_000_000_000_000_000m + position).ToString(CultureInfo.InvariantCulture);
}
