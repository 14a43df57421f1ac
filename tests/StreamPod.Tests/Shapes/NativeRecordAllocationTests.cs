using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

public sealed class NativeRecordAllocationTests
{
    private const string Cell = """{"metadata":{"writeTime":"17"},"value":{"listT":[{"value":{"textT":"a\u0062"}}]}}""";

    [Fact]
    public void Encode_TwoHundredCellsOutOfOrder_AllocatesNothing()
    {
        var cells = string.Join(',', Enumerable.Range(0, 200).Select(column => $"\"c{column}\":{Cell}"));
        var record = WireRecord.Of("{\"origin\":\"USER\",\"createdAt\":\"2026-01-02T23:50:00.037Z\",\"newImage\":{\"valueCells\":{" + cells + "}}}");
        var encoder = new NativeRecordEncoder(WireRecord.Stream, WireRecord.Shard, withMetadata: true);
        var output = new ArrayBufferWriter<byte>(1024 * 1024);
        Repeat(encoder, record, output, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(encoder, record, output, 100);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    private static void Repeat(NativeRecordEncoder encoder, in ChangeRecord record, ArrayBufferWriter<byte> output, int times)
    {
        for (var time = 0; time < times; time++)
        {
            output.ResetWrittenCount();
            encoder.Write(record, output);
        }
    }
}
