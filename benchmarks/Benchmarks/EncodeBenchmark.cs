using System.Buffers;
using System.Globalization;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>
/// How fast Native records are encoded, against what cannot be undercut with the same reader: walking the wire bytes once and copying
/// as many bytes as the output has.
/// </summary>
internal sealed class EncodeBenchmark(TimeProvider clock, TextWriter report)
{
    private const int Records = 500;

    private static readonly TableStream Stream = new()
    {
        Arn = "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content/stream/2026-01-02T03:04:05.678",
        Label = "2026-01-02T03:04:05.678",
        Keyspace = "media",
        Table = "media_content",
        ViewType = StreamViewType.NewAndOldImages,
    };

    private readonly RoundTimer _timer = new(clock, warmUpRounds: 200, rounds: 101);

    public void Run()
    {
        Measure("1 KB, value first", 1024, valueFirst: true);
        Measure("1 KB, metadata first", 1024, valueFirst: false);
        Measure("4 KB, value first", 4096, valueFirst: true);
        Measure("4 KB, metadata first", 4096, valueFirst: false);
    }

    private void Measure(string name, int sizeBytes, bool valueFirst)
    {
        var records = SampleRecords.Of(sizeBytes, Records, valueFirst);
        var encoder = new NativeRecordEncoder(Stream, new ShardId("shard-00000001767397800-abcdef0123"), withMetadata: true);
        var output = new ArrayBufferWriter<byte>(Records * sizeBytes * 2);
        var copy = new byte[output.Capacity];
        var walked = 0L;

        var (encode, limit, ratio) = _timer.Compare(
            () => Encode(encoder, records, output),
            () => walked += Walk(records, output.WrittenSpan, copy));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Encode(encoder, records, output);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var wireBytes = records.Sum(record => (long)record.Json.Length);
        report.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"encode {name}: {Records / encode.TotalSeconds:N0} records/s, {wireBytes / encode.TotalSeconds / 1e6:N0} MB/s of {wireBytes / limit.TotalSeconds / 1e6:N0} MB/s possible: ratio {ratio:F2}; {wireBytes / Records} bytes in, {output.WrittenCount / Records} out, {(double)allocated / Records:F2} bytes allocated a record ({walked} tokens walked)"));
    }

    private static void Encode(NativeRecordEncoder encoder, ChangeRecord[] records, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        foreach (var record in records)
        {
            encoder.Write(record, output);
        }
    }

    private static long Walk(ChangeRecord[] records, ReadOnlySpan<byte> written, byte[] copy)
    {
        var tokens = 0L;
        var part = written.Length / records.Length;
        for (var index = 0; index < records.Length; index++)
        {
            var reader = new Utf8JsonReader(records[index].Json.Span);
            while (reader.Read())
            {
                tokens++;
            }

            written.Slice(index * part, part).CopyTo(copy.AsSpan(index * part));
        }

        return tokens;
    }
}
