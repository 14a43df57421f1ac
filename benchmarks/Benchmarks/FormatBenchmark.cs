using System.Globalization;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>How fast rows become files of each format, from the first record to the last byte, against Native lines of the same values that are not compressed.</summary>
internal sealed class FormatBenchmark(TimeProvider clock, TextWriter report)
{
    private const int Records = 20_000;
    private const int RecordBytes = 1024;
    private const int Columns = 7; // as many as such a record has

    private readonly RoundTimer _timer = new(clock, warmUpRounds: 2, rounds: 7);

    public void Run()
    {
        var records = SampleRecords.Of(RecordBytes, Records, valueFirst: true);
        var stream = new TableStream { Arn = "arn", Label = "2026-01-02T03:04:05.678", Keyspace = "media", Table = "media_content", ViewType = StreamViewType.NewAndOldImages };
        var lines = new JsonLinesFormat(new NativeRecordEncoder(stream, new ShardId("shard-00000001767397800-abcdef0123"), withMetadata: true));
        foreach (var codec in new[] { ObjectCompression.None, ObjectCompression.Zstd })
        {
            Measure($"Avro {codec}", lines, new AvroFormat(new SampleRows(Columns), codec), records);
            Measure($"Parquet {codec}", lines, new ParquetFormat(new SampleRows(Columns), codec), records);
        }
    }

    private void Measure(string name, IObjectFormat lines, IObjectFormat format, ChangeRecord[] records)
    {
        var (lineBytes, bytes, held, allocated) = (0L, 0L, 0L, 0L);
        var (ofLines, ofFormat, ratio) = _timer.Compare(
            () => (lineBytes, _, _) = Write(lines, records),
            () => (bytes, held, allocated) = Write(format, records));
        report.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"format {name}: {Records / ofFormat.TotalSeconds:N0} rows/s against {Records / ofLines.TotalSeconds:N0} lines/s: ratio of times {ratio:F2}; {(double)bytes / Records:F0} bytes a row against {lineBytes / Records}, {held / 1e6:F1} MB held, {(double)allocated / Records:F1} bytes allocated a row"));
    }

    private static (long Bytes, long Held, long Allocated) Write(IObjectFormat format, ChangeRecord[] records)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var output = new SegmentedBuffer();
        using var writer = format.Open(output);
        foreach (var record in records)
        {
            writer.Append(record);
        }

        var held = writer.HeldBytes;
        writer.Complete();
        return (output.Length, held, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
