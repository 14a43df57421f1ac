using System.Buffers;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Tests.Shapes;

namespace KeyspacesStreamer.StreamPod.Tests.Formats;

public sealed class ObjectFormatsTests
{
    [Theory]
    [InlineData(ObjectCompression.None, "")]
    [InlineData(ObjectCompression.Gzip, ".gz")]
    [InlineData(ObjectCompression.GzipFile, ".gz")]
    public void Of_JsonLines_NamesTypeAndEnding(ObjectCompression compression, string ending)
    {
        var format = ObjectFormats.Of(ObjectFormat.JsonLines);

        Assert.Equal(("application/x-ndjson", ending), (format.ContentType, format.KeySuffix(compression)));
    }

    [Fact]
    public void Open_JsonLines_WritesWhatTheShapeWritesAndNothingElse()
    {
        var output = new ArrayBufferWriter<byte>();
        var alone = new ArrayBufferWriter<byte>();
        var shape = ObjectFormats.ShapeOf(RecordShape.Native, WireRecord.Stream, WireRecord.Shard, withMetadata: true);
        var record = WireRecord.Of("""{"newImage":{}}""");
        shape.Write(record, alone);

        using var writer = ObjectFormats.Of(ObjectFormat.JsonLines).Open(shape, output);
        writer.Append(record);
        writer.Append(record);
        writer.Complete();

        Assert.Equal(0, writer.HeldBytes);
        Assert.Equal([.. alone.WrittenSpan, .. alone.WrittenSpan], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void LayoutSupport_FormatAndShapeThatAreNotThere_NamesBothByTheirSettings()
    {
        var problems = LayoutSupport.ProblemsOf(new DestinationSettings { Bucket = "b", Format = (ObjectFormat)9, Record = (RecordShape)9 });

        Assert.Equal(
            ["destination.format: 9: this version writes no objects of the format 9, only JsonLines", "destination.record: 9: this version writes no records of the shape 9, only Native"],
            problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void LayoutSupport_WhatIsThere_HasNoProblem() => Assert.Empty(LayoutSupport.ProblemsOf(new DestinationSettings { Bucket = "b" }));
}
