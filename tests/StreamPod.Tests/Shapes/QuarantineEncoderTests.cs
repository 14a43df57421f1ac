using System.Buffers;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

public sealed class QuarantineEncoderTests
{
    [Fact]
    public void Encode_RecordWithQuotesAndLineFeeds_KeepsItsTextOnOneLine()
    {
        const string wire = "{\n \"a\": \"q\\\"ü\"}";

        var line = Encode(System.Text.Encoding.UTF8.GetBytes(wire));

        using var document = JsonDocument.Parse(line);
        Assert.Equal(["reason", "shardId", "sequenceNumber", "raw"], document.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("a: expected \"x\".", document.RootElement.GetProperty("reason").GetString());
        Assert.Equal(WireRecord.Shard.Value, document.RootElement.GetProperty("shardId").GetString());
        Assert.Equal(WireRecord.Sequence, document.RootElement.GetProperty("sequenceNumber").GetString());
        Assert.Equal(wire, document.RootElement.GetProperty("raw").GetString());
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void Encode_BytesThatAreNotUtf8_KeepsThemAsBase64()
    {
        byte[] wire = [0x7B, 0xC3, 0x28];

        using var document = JsonDocument.Parse(Encode(wire));

        Assert.Equal(wire, document.RootElement.GetProperty("rawBase64").GetBytesFromBase64());
        Assert.False(document.RootElement.TryGetProperty("raw", out _));
    }

    private static string Encode(byte[] wire)
    {
        using var buffer = new SegmentedBuffer();
        new QuarantineEncoder(WireRecord.Shard).Encode(WireRecord.Of(wire), "a: expected \"x\".", buffer);
        return System.Text.Encoding.UTF8.GetString(buffer.AsSequence().ToArray());
    }
}
