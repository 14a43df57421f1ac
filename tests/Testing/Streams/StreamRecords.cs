using System.Globalization;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Testing.Streams;

/// <summary>Change records as a page hands them out, made from a number.</summary>
internal static class StreamRecords
{
    public const string Arn = "arn:aws:cassandra:eu-central-1:123456789012:/keyspace/media/table/media_content/stream/2026-01-02T03:04:05.678";

    /// <summary>The number before that of the first record.</summary>
    private const decimal Before = 100_000_000_000_000_000_000_000m;

    public static readonly TableStream Stream = new()
    {
        Arn = Arn,
        Label = "2026-01-02T03:04:05.678",
        Keyspace = "media",
        Table = "media_content",
        ViewType = StreamViewType.NewAndOldImages,
    };

    public static ShardId Shard(string name) => new($"shard-{name}".PadRight(28, '0'));

    public static SequenceNumber Number(int position) => SequenceNumber.Parse(NumberTextOf(position));

    /// <summary>The record at a position of its shard: a row with an id and as much text as asked for.</summary>
    public static ChangeRecord Of(int position, DateTimeOffset createdAt, int textLength = 8) =>
        Of(position, createdAt, "{\"newImage\":{\"valueCells\":{\"text\":{\"value\":{\"textT\":\"" + TextOf(position, textLength) + "\"}}}}}");

    /// <summary>The text of the record that has this number.</summary>
    public static string TextOf(SequenceNumber number, int textLength) => TextOf((int)(decimal.Parse(number.Text, CultureInfo.InvariantCulture) - Before), textLength);

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
        var number = NumberTextOf(position);
        var seconds = (createdAt - DateTimeOffset.UnixEpoch).TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);
        var json = $$"""{"eventVersion":"1.0","sequenceNumber":"{{number}}","createdAt":{{seconds}},{{rest[1..]}}""";
        return new ChangeRecord(
            System.Text.Encoding.UTF8.GetBytes(json),
            System.Text.Encoding.ASCII.GetBytes(number),
            System.Text.Encoding.ASCII.GetBytes(seconds),
            createdAt);
    }

    private static string TextOf(int position, int textLength) => new((char)('a' + (position % 26)), textLength);

    private static string NumberTextOf(int position) => (Before + position).ToString(CultureInfo.InvariantCulture);
}
