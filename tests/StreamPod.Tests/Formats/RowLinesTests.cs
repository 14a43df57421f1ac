using System.Buffers;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Tests.Shapes;
using KeyspacesStreamer.StreamPod.Tests.Values;
using KeyspacesStreamer.StreamPod.Values;
using KeyspacesStreamer.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Tests.Formats;

public sealed class RowLinesTests
{
    [Fact]
    public async Task Write_EveryValueOfTheDocument_IsReadByPythonAsTheDocumentSays()
    {
        using var folder = new TemporaryFolder();
        var output = new ArrayBufferWriter<byte>();
        var shape = new FlatShape(
            new TableColumns(TypeDocument.SchemaOf(TypeDocument.Cases), TypeDocument.OptionsOf(TypeDocument.Cases)), new FlatSettings(), WireRecord.Stream, WireRecord.Shard, RowShapes.Lineage, new ValueForms(NullLogger.Instance));

        new RowLines(shape).Write(WireRecord.Of(TypeDocument.RecordOf(TypeDocument.Cases)), output);

        var lines = folder.PathOf("lines.json");
        await File.WriteAllBytesAsync(lines, output.WrittenMemory, TestContext.Current.CancellationToken);
        var (code, answer) = await PythonScript.RunAsync("Formats/judge_lines.py", TypeDocument.Path, lines);
        Assert.True(code == 0, answer);
        Assert.Contains($"{TypeDocument.Cases.Count} values, 0 wrong", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Debezium_IsOneLineOfTheEnvelope()
    {
        var output = new ArrayBufferWriter<byte>();

        new RowLines(RowShapes.Debezium()).Write(WireRecord.Of("""{"partitionKeys":{"content_id":null},"clusteringKeys":{"seq":{"intT":"7"}},"newImage":{"valueCells":{"title":{"value":{"textT":"a\"\n\u0000é😀"}},"rating":{"value":{"doubleT":"1"}}}}}"""), output);

        Assert.Equal(
            """{"before":null,"after":{"content_id":null,"seq":7,"owner":null,"rating":1.0,"title":"a\"\n\u0000é\uD83D\uDE00","_unmapped":null},"source":{"version":"1.0","connector":"keyspaces-streamer","name":"media.media_content","ts_ms":1767397800037,"snapshot":"false","db":"media","keyspace":"media","table":"media_content","shard":"shard-00000001767397800-abcdef0123","seq":"000000000000000000000000111111114000000000000007","lineage":3,"origin":"UNKNOWN","kind":"row"},"op":"c","ts_ms":1767397800037}"""
                + "\n",
            System.Text.Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Write_RefusedRecordAmongOthers_LeavesNothing()
    {
        var output = new ArrayBufferWriter<byte>();
        var alone = new ArrayBufferWriter<byte>();
        var good = WireRecord.Of("""{"newImage":{"valueCells":{"title":{"value":{"textT":"a"}}}}}""");
        var lines = new RowLines(RowShapes.Flat());
        lines.Write(good, alone);

        lines.Write(good, output);
        Assert.Throws<UnreadableRecordException>(() => lines.Write(WireRecord.Of("""{"newImage":{"valueCells":{"rating":{"value":{"doubleT":"1.5"}},"title":{"value":{"intT":"1"}}}}}"""), output));
        lines.Write(good, output);

        Assert.Equal([.. alone.WrittenSpan, .. alone.WrittenSpan], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Write_EveryRefusedValue_LeavesNothing()
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.All(TypeDocument.Refused, value =>
        {
            var columns = new TableColumns(TypeDocument.SchemaOf(value), TypeDocument.OptionsOf(value));
            var lines = new RowLines(new FlatShape(columns, new FlatSettings(), WireRecord.Stream, WireRecord.Shard, 0, new ValueForms(NullLogger.Instance)));
            Assert.Throws<UnreadableRecordException>(() => lines.Write(WireRecord.Of(TypeDocument.RecordOf(value)), output));
        });

        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Write_TwoHundredColumnsInAnyOrder_AllocatesNothing()
    {
        var schema = new TableSchema { Columns = [.. Enumerable.Range(0, 200).Select(column => new SchemaColumn { Name = $"c{column}", Type = "map<text, list<int>>" })] };
        var cells = string.Join(',', Enumerable.Range(0, 200).Reverse().Select(column => $$$$$"""
            "c{{{{{column}}}}}":{"metadata":{"writeTime":"1"},"value":{"mapT":[{"value":{"listT":[{"value":{"intT":"1"}},null]},"key":{"textT":"a\u0062"}}]}}
            """));
        var shape = RowShapes.Flat(new FlatSettings { OldImage = true, CellMetadata = true }, schema: schema);
        var record = WireRecord.Of("{\"origin\":\"USER\",\"newImage\":{\"valueCells\":{" + cells + "}}}");
        var lines = new RowLinesOutput(shape);
        lines.Repeat(record, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        lines.Repeat(record, 100);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }
}
