using System.Buffers;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Tests.Formats.Rows;
using KeyspacesStreamer.StreamPod.Tests.Shapes;

namespace KeyspacesStreamer.StreamPod.Tests.Formats;

public sealed class ObjectFormatsTests
{
    [Theory]
    [InlineData(ObjectCompression.None, "application/x-ndjson", null, "")]
    [InlineData(ObjectCompression.Gzip, "application/x-ndjson", "gzip", ".gz")]
    [InlineData(ObjectCompression.GzipFile, "application/gzip", null, ".gz")]
    [InlineData(ObjectCompression.Zstd, "application/zstd", null, ".zst")]
    public void FileOf_JsonLines_NamesTypeAndEnding(ObjectCompression compression, string type, string? encoding, string ending) =>
        Assert.Equal(new ObjectFile(type, encoding, ending, IsCompressedInside: false), ObjectFormats.FileOf(ObjectFormat.JsonLines, compression));

    [Theory]
    [InlineData(ObjectCompression.None)]
    [InlineData(ObjectCompression.Gzip)]
    [InlineData(ObjectCompression.Zstd)]
    public void FileOf_Avro_IsCompressedInside(ObjectCompression compression) =>
        Assert.Equal(new ObjectFile("application/vnd.apache.avro", null, ".avro", IsCompressedInside: true), ObjectFormats.FileOf(ObjectFormat.Avro, compression));

    [Theory]
    [InlineData(ObjectCompression.None)]
    [InlineData(ObjectCompression.Gzip)]
    [InlineData(ObjectCompression.Zstd)]
    [InlineData(ObjectCompression.Snappy)]
    public void FileOf_Parquet_IsCompressedInside(ObjectCompression compression) =>
        Assert.Equal(new ObjectFile("application/vnd.apache.parquet", null, ".parquet", IsCompressedInside: true), ObjectFormats.FileOf(ObjectFormat.Parquet, compression));

    [Theory]
    [InlineData(ObjectFormat.Avro, ObjectCompression.GzipFile, "write one of Zstd, Gzip, None")]
    [InlineData(ObjectFormat.Avro, ObjectCompression.Snappy, "write one of Zstd, Gzip, None")]
    [InlineData(ObjectFormat.Parquet, ObjectCompression.GzipFile, "write one of Zstd, Snappy, Gzip, None")]
    public void FileOf_CompressionThatTypedFormatsDoNotHave_SaysWhatToWrite(ObjectFormat format, ObjectCompression compression, string cure) => Assert.EndsWith(
        $"{format} are not compressed by {compression}; {cure}", Assert.Throws<NotSupportedException>(() => ObjectFormats.FileOf(format, compression)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(ObjectFormat.JsonLines, typeof(JsonLinesFormat))]
    [InlineData(ObjectFormat.Avro, typeof(AvroFormat))]
    [InlineData(ObjectFormat.Parquet, typeof(ParquetFormat))]
    public void Of_Rows_IsThatFormat(ObjectFormat format, Type type) =>
        Assert.IsType(type, ObjectFormats.Of(format, ObjectCompression.Zstd, new ScriptedRows(OneColumn("a"))));

    [Fact]
    public void Of_NamesThatParquetCannotHold_Refuses() => Assert.Equal(
        "Parquet cannot hold these rows: 'A' and 'a' of the row differ in case alone, and Athena and Spark tell no columns of Parquet apart by case: write Avro or JsonLines.",
        Assert.Throws<NotSupportedException>(() => ObjectFormats.Of(ObjectFormat.Parquet, ObjectCompression.Zstd, new ScriptedRows(OneColumn("A", "a")))).Message);

    [Fact]
    public void FileOf_CompressionThatTheFormatDoesNotHave_SaysWhatToWrite() => Assert.Equal(
        "objects of the format JsonLines are not compressed by Snappy; write one of None, Gzip, GzipFile, Zstd",
        Assert.Throws<NotSupportedException>(() => ObjectFormats.FileOf(ObjectFormat.JsonLines, ObjectCompression.Snappy)).Message);

    [Theory]
    [InlineData(ObjectFormat.Avro)]
    [InlineData(ObjectFormat.Parquet)]
    public void Of_TypedFormatAndNativeLines_SaysWhatToWrite(ObjectFormat format) => Assert.Equal(
        $"{format} holds rows of typed columns, and a record of the shape Native is not one: write Flat or Debezium into destination.record",
        Assert.Throws<NotSupportedException>(() => ObjectFormats.Of(format, ObjectFormats.ShapeOf(RecordShape.Native, WireRecord.Stream, WireRecord.Shard, withMetadata: true))).Message);

    [Fact]
    public void Open_JsonLines_WritesWhatTheShapeWritesAndNothingElse()
    {
        var output = new ArrayBufferWriter<byte>();
        var alone = new ArrayBufferWriter<byte>();
        var shape = ObjectFormats.ShapeOf(RecordShape.Native, WireRecord.Stream, WireRecord.Shard, withMetadata: true);
        var record = WireRecord.Of("""{"newImage":{}}""");
        shape.Write(record, alone);

        using var writer = ObjectFormats.Of(ObjectFormat.JsonLines, shape).Open(output);
        writer.Append(record);
        writer.Append(record);
        writer.Complete();

        Assert.Equal(0, writer.HeldBytes);
        Assert.Equal([.. alone.WrittenSpan, .. alone.WrittenSpan], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void LayoutSupport_FormatAndShapeThatAreNotThere_NamesBothByTheirSettings()
    {
        var problems = LayoutSupport.ProblemsOf(WithDestination(new DestinationSettings { Bucket = "b", Format = (ObjectFormat)9, Record = (RecordShape)9 }));

        Assert.Equal(
            ["destination.format: 9: this version writes no objects of the format 9, only JsonLines, Avro, Parquet", "destination.record: 9: this version writes no records of the shape 9, only Native"],
            problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void LayoutSupport_NativeInTypedFormat_NamesTheRecord() => Assert.Equal(
        ["destination.record: Native: Parquet holds rows of typed columns, and a record of the shape Native is not one: write Flat or Debezium into destination.record"],
        LayoutSupport.ProblemsOf(WithDestination(new DestinationSettings { Bucket = "b", Format = ObjectFormat.Parquet, Compression = ObjectCompression.Zstd })).Select(problem => problem.ToString()));

    [Fact]
    public void LayoutSupport_CompressionThatTheFormatDoesNotHave_NamesItsSetting() => Assert.Equal(
        ["destination.compression: Snappy: objects of the format JsonLines are not compressed by Snappy; write one of None, Gzip, GzipFile, Zstd"],
        LayoutSupport.ProblemsOf(WithDestination(new DestinationSettings { Bucket = "b", Compression = ObjectCompression.Snappy })).Select(problem => problem.ToString()));

    [Fact]
    public void LayoutSupport_WhatIsThere_HasNoProblem() => Assert.Empty(LayoutSupport.ProblemsOf(WithDestination(new DestinationSettings { Bucket = "b" })));

    private static StreamSettings WithDestination(DestinationSettings destination) => new()
    {
        Resource = new ResourceSettings { Name = "media" },
        Source = new SourceSettings { Keyspace = "media", Table = "media_content", Region = "eu-west-1" },
        Destination = destination,
        Checkpoint = new CheckpointSettings { Table = "leases" },
    };

    private static RowSchema OneColumn(params string[] names) => new("t", [.. names.Select(name => new Field(name, FieldType.Of(FieldKind.Int32)))]);
}
