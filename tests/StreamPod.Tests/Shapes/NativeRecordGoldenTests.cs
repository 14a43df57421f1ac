using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

public sealed class NativeRecordGoldenTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories(RepositoryRoot.PathOf("tests", "Golden", "records")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Encode_GoldenRecord_GivesItsLine(string name)
    {
        var folder = RepositoryRoot.PathOf("tests", "Golden", "records", name);
        var wire = await File.ReadAllBytesAsync(Path.Combine(folder, "record.json"), TestContext.Current.CancellationToken);
        var output = new ArrayBufferWriter<byte>();

        new NativeRecordEncoder(WireRecord.StreamOf(ViewTypeOf(name)), WireRecord.Shard, withMetadata: true).Write(WireRecord.OfDocument(wire), output);

        var line = System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
        GoldenFile.Compare($"tests/Golden/records/{name}/expected.jsonl", line);
        Assert.Equal(1, line.Count(symbol => symbol is '\n' or '\r'));
    }

    private static StreamViewType ViewTypeOf(string name) =>
        name.Contains("new-image", StringComparison.Ordinal) ? StreamViewType.NewImage
        : name.Contains("old-image", StringComparison.Ordinal) ? StreamViewType.OldImage
        : name.Contains("keys-only", StringComparison.Ordinal) ? StreamViewType.KeysOnly
        : StreamViewType.NewAndOldImages;
}
