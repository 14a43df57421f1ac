using System.Buffers;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Tests.Shapes;
using KeyspacesStreamer.StreamPod.Values;
using KeyspacesStreamer.StreamPod.Verification;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Tests.Verification.Contents;

/// <summary>An object as the product's own encoders make it, for tests to damage in one place; its metadata promises the records 10, 20 and 30 of shard-a.</summary>
internal sealed class WrittenObject
{
    public const string Shard = "shard-a";
    public const string Key = "media/content/2026-01-02/10.any";

    private static readonly string[] Promised = ["10", "20", "30"];
    private readonly ShardShapes _shapes;
    private readonly Dictionary<string, ColumnOptions> _options = [];

    /// <param name="format">As metadata has it, for example <c>Avro/Flat/Zstd</c>.</param>
    public WrittenObject(string format)
    {
        var words = format.Split('/');
        (Format, Shape, Compression) = (Enum.Parse<ObjectFormat>(words[0]), Enum.Parse<RecordShape>(words[1]), Enum.Parse<ObjectCompression>(words[2]));
        _shapes = new ShardShapes(RowsOf, shard => Shape == RecordShape.Native ? new NativeRecordEncoder(WireRecord.Stream, shard, withMetadata: true) : null);
    }

    /// <summary>Every format, shape and compression that can be written.</summary>
    public static TheoryData<string> Formats => [.. from format in Enum.GetValues<ObjectFormat>()
        from shape in Enum.GetValues<RecordShape>()
        where format == ObjectFormat.JsonLines || shape != RecordShape.Native
        from compression in FormatRules.CompressionsOf(format)
        select $"{format}/{shape}/{compression}"];

    public ObjectFormat Format { get; }

    public RecordShape Shape { get; }

    public ObjectCompression Compression { get; }

    /// <summary>The schema that its rows are made by.</summary>
    public TableSchema Schema { get; init; } = RowShapes.Schema;

    /// <summary>The schema that its metadata names; null for the same one.</summary>
    public TableSchema? NamedSchema { get; init; }

    /// <summary>Whether each row has a block, or a row group, of its own.</summary>
    public bool IsCutSmall { get; init; }

    public string SchemaKey => $"media/content/_schema/{SchemaDocument.HashOf(NamedSchema ?? Schema)}.json";

    /// <summary>A file of these records.</summary>
    public byte[] Bytes(params string[] numbers) => Bytes([.. numbers.Select(number => (Shard, number))]);

    public byte[] Bytes(params (string Shard, string Number)[] records)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = FileFormat().Open(output))
        {
            foreach (var (shard, number) in records)
            {
                _shapes.Shard = new ShardId(shard);
                writer.Append(WireRecord.Of(System.Text.Encoding.UTF8.GetBytes(RecordOf(number)), sequence: number));
            }

            writer.Complete();
        }

        var draft = DraftOf(output.WrittenMemory);
        if (!ObjectSealing.IsCompressed(draft))
        {
            return output.WrittenSpan.ToArray();
        }

        var packed = new ArrayBufferWriter<byte>();
        ObjectSealing.Compress(draft, packed);
        return packed.WrittenSpan.ToArray();
    }

    /// <summary>A bucket in which these bytes stand in its place, with the checksum that they have.</summary>
    public BucketHistory Bucket(byte[] bytes)
    {
        var history = new BucketHistory();
        history.Objects.Add(Key, (bytes, new Dictionary<string, string>(ObjectSealing.Seal(DraftOf(bytes), new ReadOnlySequence<byte>(bytes)).Metadata)));
        history.Lease(Shard, "30", "30");
        if (Shape != RecordShape.Native)
        {
            history.Objects.Add(SchemaKey, (SchemaDocument.Write(NamedSchema ?? Schema), []));
        }

        return history;
    }

    /// <summary>What verification has against a bucket with these bytes.</summary>
    public async Task<IReadOnlyList<Violation>> ViolationsAsync(byte[] bytes) =>
        (await Bucket(bytes).RunDeepAsync(TestContext.Current.CancellationToken)).Violations;

    private IRowShape? RowsOf(ShardId shard)
    {
        var (columns, forms) = (new TableColumns(Schema, _options), new ValueForms(NullLogger.Instance));
        return Shape switch
        {
            RecordShape.Native => null,
            RecordShape.Flat => new FlatShape(columns, new FlatSettings(), WireRecord.Stream, shard, lineage: 1, forms),
            RecordShape.Debezium => new DebeziumShape(columns, WireRecord.Stream, shard, lineage: 1, forms),
            _ => throw new InvalidOperationException($"No rows are {Shape}."),
        };
    }

    private IObjectFormat FileFormat() => (Shape, Format) switch
    {
        (RecordShape.Native, _) => ObjectFormats.Of(Format, _shapes),
        (_, ObjectFormat.Avro) when IsCutSmall => new AvroFormat(_shapes, Compression, blockBytes: 1),
        (_, ObjectFormat.Parquet) when IsCutSmall => new ParquetFormat(_shapes, Compression, rowGroupBytes: 1),
        _ => ObjectFormats.Of(Format, Compression, _shapes),
    };

    private ObjectDraft DraftOf(ReadOnlyMemory<byte> content) => new()
    {
        Key = Key,
        Content = new ReadOnlySequence<byte>(content),
        StreamLabel = BucketHistory.Label,
        Shard = new ShardId(Shard),
        Previous = Checkpoint.TrimHorizon,
        First = SequenceNumber.Parse(Promised[0]),
        Last = SequenceNumber.Parse(Promised[^1]),
        GroupLast = SequenceNumber.Parse(Promised[^1]),
        Part = 1,
        Parts = 1,
        RecordCount = Promised.Length,
        Format = Format,
        Record = Shape,
        Compression = Compression,
        SettingsHash = "5e771465",
        SchemaHash = Shape == RecordShape.Native ? null : SchemaDocument.HashOf(NamedSchema ?? Schema),
    };

    /// <summary>Besides known columns one that the schema lacks and one that is called as ours is.</summary>
    private static string RecordOf(string number) =>
        """
        {"origin":"USER","partitionKeys":{"content_id":{"uuidT":"6285e86b-d054-4cbc-a422-da56c08c0260"}},"clusteringKeys":{"seq":{"intT":"NUMBER"}},
         "newImage":{"valueCells":{"title":{"value":{"textT":"Summer NUMBER"}},"_seq":{"value":{"textT":"no"}}}},"sequenceNumber":"NUMBER"}
        """.Replace("NUMBER", number, StringComparison.Ordinal);
}
