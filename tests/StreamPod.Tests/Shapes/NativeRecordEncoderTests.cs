using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

public sealed class NativeRecordEncoderTests
{
    private const string EmptyRest = "\"partitionKeys\":{},\"clusteringKeys\":{},\"newImage\":null,\"oldImage\":null,\"sequenceNumber\":\"111111114000000000000007\"}\n";

    [Fact]
    public void Encode_AbsentMembers_WritesNullsAndEmptyMaps()
    {
        var line = Encode("{}");

        Assert.Equal("{\"eventVersion\":null,\"createdAt\":null,\"origin\":null," + EmptyRest, line);
    }

    [Fact]
    public void Encode_MembersInAnyOrder_WritesThemInNativeOrder()
    {
        var line = Encode("""{"sequenceNumber":"111111114000000000000007","origin":"USER","createdAt":1767397800.0370,"eventVersion":"1.0"}""");

        Assert.Equal("{\"eventVersion\":\"1.0\",\"createdAt\":1767397800.0370,\"origin\":\"USER\"," + EmptyRest, line);
    }

    [Fact]
    public void Encode_CellWithMetadataFirst_WritesValueFirst()
    {
        var line = Encode("""{"newImage":{"valueCells":{"a":{"metadata":{"writeTime":"5"},"value":{"textT":"x"}}}}}""");

        Assert.Contains(
            "\"newImage\":{\"valueCells\":{\"a\":{\"value\":{\"textT\":\"x\"},\"metadata\":{\"expirationTime\":null,\"writeTime\":\"5\"}}},\"staticCells\":{},\"rowMetadata\":null},",
            line,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_WithMetadata_EndsInIt()
    {
        var output = new ArrayBufferWriter<byte>();

        new NativeRecordEncoder(WireRecord.Stream, WireRecord.Shard, withMetadata: true).Write(WireRecord.Of("""{"newImage":{}}"""), output);

        Assert.EndsWith(
            ",\"metadata\":{\"keyspace\":\"media\",\"table\":\"media_content\",\"operation\":\"INSERT\",\"shardId\":\"shard-00000001767397800-abcdef0123\",\"streamLabel\":\"2026-01-02T03:04:05.678\"}}\n",
            System.Text.Encoding.UTF8.GetString(output.WrittenSpan),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"1767397800.0370\"", "1767397800.0370")]
    [InlineData("\"2026-01-02T23:50:00.0370Z\"", "1767397800.0370")]
    [InlineData("\"2026-01-03T01:50:00+02:00\"", "1767397800")]
    [InlineData("\"2026-01-02T23:50:00.123456789\"", "1767397800.123456789")]
    [InlineData("1767397800", "1767397800")]
    [InlineData("1.767397800037E9", "1.767397800037E9")]
    [InlineData("null", "null")]
    public void Encode_CreatedAt_KeepsItsDecimalsAsANumber(string sent, string written)
    {
        var line = Encode($"{{\"createdAt\":{sent}}}");

        Assert.Contains($"\"createdAt\":{written},", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_WhiteSpaceBetweenTokens_WritesOneLine()
    {
        var line = Encode("{ \"newImage\" :\n {\t\"valueCells\" : { \"a b\" : { \"value\" : { \"vectorT\" : [ 1 ,\r\n { \"x\" : [ ] , \"y\" : 2 } ] } } } } }\n");

        Assert.Contains("\"a b\":{\"value\":{\"vectorT\":[1,{\"x\":[],\"y\":2}]},\"metadata\":null}", line, StringComparison.Ordinal);
        Assert.Equal(line.Length - 1, line.IndexOfAny(['\n', '\r', '\t']));
    }

    [Fact]
    public void Encode_MembersNoModelKnows_KeepsThemBehindTheKnownOnes()
    {
        var line = Encode("""{"userIdentity":{"a":[1]},"newImage":{"rowTag":"x","valueCells":{}},"eventVersion":"1.2"}""");

        Assert.Contains("\"rowMetadata\":null,\"rowTag\":\"x\"}", line, StringComparison.Ordinal);
        Assert.EndsWith("\"sequenceNumber\":\"111111114000000000000007\",\"userIdentity\":{\"a\":[1]}}\n", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"newImage":{"valueCells":{"a":{"value":{"textT":7}}}}}""", "newImage.valueCells.a.value.textT: expected a string, found a number.")]
    [InlineData("""{"newImage":{"valueCells":{"a":{"value":{"boolT":"true"}}}}}""", "newImage.valueCells.a.value.boolT: expected true or false, found a string.")]
    [InlineData("""{"newImage":{"valueCells":{"t":{"value":{"listT":[{"value":{"intT":"1"}},{"value":{"intT":[]}}]}}}}}""", "newImage.valueCells.t.value.listT[1].value.intT: expected a string, found an array.")]
    [InlineData("""{"newImage":{"valueCells":{"a":{"value":{}}}}}""", "newImage.valueCells.a.value: expected one typed member, found none.")]
    [InlineData("""{"newImage":{"valueCells":{"a":{"value":{"intT":"1","textT":"x"}}}}}""", "newImage.valueCells.a.value.textT: expected one typed member, found a second.")]
    [InlineData("""{"newImage":{"valueCells":{"a":{"value":{"mapT":[{"value":{"intT":"1"}}]}}}}}""", "newImage.valueCells.a.value.mapT[0]: expected a member 'key', found none.")]
    [InlineData("""{"newImage":[]}""", "newImage: expected an object, found an array.")]
    [InlineData("""{"partitionKeys":{"a":null}}""", "partitionKeys.a: expected an object with one typed member, found null.")]
    [InlineData("""{"origin":"USER","origin":"TTL"}""", "origin: expected one member of this name, found a second.")]
    [InlineData("""{"valueCells":{}}""", "valueCells: expected a member of this object, found one of another.")]
    [InlineData("""{"new":1,"new":2}""", "expected one member of each name, found a second")]
    [InlineData("""{"sequenceNumber":"8"}""", "sequenceNumber: expected the digits under which the record was read, found others.")]
    [InlineData("""{"createdAt":"yesterday"}""", "createdAt: expected seconds since the epoch or ISO-8601 text, found other text.")]
    [InlineData("""[]""", "the record: expected an object, found an array.")]
    [InlineData("""{"newImage":{"valueCells":{"a":{"value":""", "newImage.valueCells.a.value: expected JSON of at most 64 levels, found a fault at byte")]
    [InlineData("", "the record: expected JSON")]
    [InlineData("{} {}", "expected JSON")]
    public void Encode_NotWhatTheServicePromises_NamesThePlaceAndAppendsNothing(string json, string problem)
    {
        var output = new ArrayBufferWriter<byte>();
        var encoder = new NativeRecordEncoder(WireRecord.Stream, WireRecord.Shard, withMetadata: true);

        var fault = Assert.Throws<UnreadableRecordException>(() => encoder.Write(WireRecord.Of(json), output));

        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"Record {WireRecord.Sequence} of {WireRecord.Shard}", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Encode_BytesThatAreNotUtf8_IsUnreadable()
    {
        byte[] json = [.. "{\"eventVersion\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        var fault = Assert.Throws<UnreadableRecordException>(() => Encode(json));

        Assert.Contains("expected UTF-8", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Encode_Nesting_IsReadToSixtyFourLevels(int lists, bool readable)
    {
        var open = string.Concat(Enumerable.Repeat("{\"value\":{\"listT\":[", lists));
        var close = string.Concat(Enumerable.Repeat("]}}", lists));
        var json = $"{{\"newImage\":{{\"valueCells\":{{\"a\":{open}{close}}}}}}}";

        var fault = Record.Exception(() => Encode(json));

        Assert.Equal(readable, fault is null);
        Assert.True(readable || fault is UnreadableRecordException);
    }

    private static string Encode(string json) => Encode(System.Text.Encoding.UTF8.GetBytes(json));

    private static string Encode(byte[] json)
    {
        var output = new ArrayBufferWriter<byte>();
        new NativeRecordEncoder(WireRecord.Stream, WireRecord.Shard, withMetadata: false).Write(WireRecord.Of(json), output);
        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
