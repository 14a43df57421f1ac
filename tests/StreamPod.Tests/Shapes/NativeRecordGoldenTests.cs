using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.Testing;

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
        var expected = Path.Combine(folder, "expected.jsonl");
        if (MustRefresh())
        {
            await File.WriteAllTextAsync(expected, line, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(expected, TestContext.Current.CancellationToken), line);
        Assert.Equal(1, line.Count(symbol => symbol is '\n' or '\r'));
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The edge of the tests: the switch is an environment variable.")]
    private static bool MustRefresh() => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    private static StreamViewType ViewTypeOf(string name) =>
        name.Contains("new-image", StringComparison.Ordinal) ? StreamViewType.NewImage
        : name.Contains("old-image", StringComparison.Ordinal) ? StreamViewType.OldImage
        : name.Contains("keys-only", StringComparison.Ordinal) ? StreamViewType.KeysOnly
        : StreamViewType.NewAndOldImages;
}
