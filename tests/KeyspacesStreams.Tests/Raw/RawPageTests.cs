using System.Text;
using System.Text.Json;
using KeyspacesStreamer.KeyspacesStreams.Tests.Wire;
using KeyspacesStreamer.RawStreams;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Raw;

/// <summary>Finding records in a body.</summary>
public sealed class RawPageTests
{
    public static TheoryData<string> GoldenPages() => [.. GoldenWire.Cases("GetRecords", "response")];

    [Theory]
    [MemberData(nameof(GoldenPages))]
    public void Parse_EachGoldenPage_FindsEveryRecordAsItCame(string name)
    {
        var body = GoldenWire.Body("GetRecords", $"{name}.response.json");
        using var golden = JsonDocument.Parse(body);
        var expected = golden.RootElement.TryGetProperty("changeRecords", out var list) ? list.EnumerateArray().ToArray() : [];

        using var page = RawPage.Parse(body);

        Assert.Equal(body, page.Body.ToArray());
        Assert.Equal(body.Length, page.BodyBytes);
        Assert.Equal(expected.Select(record => record.GetRawText()), page.Records.ToArray().Select(record => Text(page.JsonOf(record))));
        Assert.Equal(
            expected.Select(record => record.GetProperty("sequenceNumber").GetString()),
            page.Records.ToArray().Select(page.SequenceNumberOf));
        Assert.Equal(expected.Select(CreatedAtIn), page.Records.ToArray().Select(record => Text(page.CreatedAtOf(record).ToArray())));
        Assert.Equal(
            golden.RootElement.TryGetProperty("nextShardIterator", out var next) ? next.GetString() : null, page.NextShardIterator);
    }

    [Theory]
    [InlineData("empty-at-tip", RawIteratorPosition.AtTip)]
    [InlineData("empty-behind-tip", RawIteratorPosition.BehindTip)]
    [InlineData("empty-older-server", RawIteratorPosition.Unknown)]
    [InlineData("empty-description", RawIteratorPosition.Unknown)]
    [InlineData("unknown-position", RawIteratorPosition.Unknown)]
    public void Position_OfEachWord_IsRead(string name, RawIteratorPosition expected)
    {
        using var page = RawPage.Parse(GoldenWire.Body("GetRecords", $"{name}.response.json"));

        Assert.Equal(expected, page.Position);
    }

    [Fact]
    public void SequenceNumber_WithEscapes_IsDecoded()
    {
        using var page = RawPage.Parse("""{"changeRecords":[{"sequence\u004eumber":"12\u0033"}]}"""u8);

        Assert.True(page[0].SequenceNumberIsEscaped);
        Assert.Equal("123", page.SequenceNumberOf(page[0]));
    }

    [Fact]
    public void MembersOfTheSameNameDeeperDown_AreNotTheRecords()
    {
        using var page = RawPage.Parse(
            """{"changeRecords":[{"newImage":{"valueCells":{"sequenceNumber":{"value":{"textT":"x"}},"createdAt":{}}},"x":[{"sequenceNumber":"9"}],"sequenceNumber":"1"}]}"""u8);

        Assert.Equal("1", page.SequenceNumberOf(page[0]));
        Assert.Equal(0, page[0].CreatedAtLength);
    }

    [Theory]
    [InlineData("", "JSON", "the end of the body")]
    [InlineData("<html>", "JSON", "something else")]
    [InlineData("[]", "the object of a page", "StartArray")]
    [InlineData("""{"changeRecords":{}}""", "the list of records", "StartObject")]
    [InlineData("""{"changeRecords":[null]}""", "a record", "Null")]
    [InlineData("""{"changeRecords":[7]}""", "a record", "Number")]
    [InlineData("""{"changeRecords":[{}]}""", "a record with a sequenceNumber", "record 0 of the page without one")]
    [InlineData("""{"changeRecords":[{"sequenceNumber":"1"},{"origin":"USER"}]}""", "a record with a sequenceNumber", "record 1 of the page without one")]
    [InlineData("""{"changeRecords":[{"sequenceNumber":null}]}""", "a sequenceNumber", "Null")]
    [InlineData("""{"changeRecords":[{"sequenceNumber":1}]}""", "a sequenceNumber", "Number")]
    [InlineData("""{"changeRecords":[{"sequenceNumber":""}]}""", "a sequenceNumber", "an empty string")]
    [InlineData("""{"changeRecords":[{"sequenceNumber":"1","sequenceNumber":"2"}]}""", "one sequenceNumber", "a second one in the same record")]
    [InlineData("""{"changeRecords":[{"sequenceNumber":"\ud800"}]}""", "a text", "escapes that are none")]
    [InlineData("""{"changeRecords":[{"sequenceNumber":"1","createdAt":[]}]}""", "a createdAt in a number or a string", "StartArray")]
    [InlineData("""{"nextShardIterator":""}""", "a nextShardIterator", "an empty string")]
    [InlineData("""{"nextShardIterator":7}""", "a nextShardIterator", "Number")]
    [InlineData("""{"iteratorDescription":"AT_TIP"}""", "an iteratorDescription", "String")]
    [InlineData("""{"iteratorDescription":{"iteratorPosition":1}}""", "an iteratorPosition", "Number")]
    [InlineData("""{"changeRecords":[]}{}""", "JSON", "something else")]
    [InlineData("""{"changeRecords":[],"changeRecords":[]}""", "one changeRecords", "a second one in the same page")]
    [InlineData("""{"changeRecords":[],"nextShardIterator":"a","nextShardIterator":"b"}""", "one nextShardIterator", "a second one in the same page")]
    [InlineData("""{"iteratorDescription":{},"iteratorDescription":null}""", "one iteratorDescription", "a second one in the same page")]
    [InlineData("""{"message":"Service in maintenance"}""", "the object of a page", "an object with other members")]
    public void Body_ThatIsNoPage_SaysWhatWasExpectedAndFound(string body, string expected, string found)
    {
        var error = Assert.Throws<MalformedPageException>(() => RawPage.Parse(Encoding.UTF8.GetBytes(body)));

        Assert.Equal((expected, found), (error.Expected, error.Found));
        Assert.InRange(error.Offset, 0, body.Length);
    }

    [Fact]
    public void Body_CutAnywhere_IsNeverAPage()
    {
        var whole = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
            JsonSerializer.Deserialize<JsonElement>(GoldenWire.Body("GetRecords", "several.response.json"))));

        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.Throws<MalformedPageException>(() => RawPage.Parse(cut));
        }
    }

    [Fact]
    public void Body_WithARecordThatIsNoUtf8_IsAPageThatSaysSo()
    {
        byte[] body = [.. """{"changeRecords":[{"sequenceNumber":"1","x":"ü"""u8, 0xC3, 0x28, .. "\"},{\"sequenceNumber\":\"2\"}],\"nextShardIterator\":\"n\"}"u8];

        using var page = RawPage.Parse(body);

        Assert.False(page.IsUtf8);
        Assert.Equal((2, "n"), (page.Count, page.NextShardIterator));
        Assert.Equal(body[18..51], page.JsonOf(page[0]).ToArray());
        Assert.Equal("""{"sequenceNumber":"2"}""", Text(page.JsonOf(page[1])));
    }

    [Theory]
    [InlineData("{\"changeRecords\":[{\"sequenceNumber\":\"1\"}],\"x§\":\"n\"}")]
    [InlineData("{\"changeRecords\":[{\"sequenceNumber\":\"1§\"}]}")]
    [InlineData("{\"changeRecords\":[{\"sequenceNumber\":\"1\"}§]}")]
    [InlineData("{\"changeRecords\":[{\"sequenceNumber\":§\"1\"}]}")]
    [InlineData("{\"changeRecords\":[{\"sequenceNumber\":\"1\"}]}§")]
    public void Body_WithBytesThatAreNoUtf8OutsideOfRecords_NamesTheirPlace(string text)
    {
        var body = Encoding.Latin1.GetBytes(text.Replace('§', '\xFF'));

        var error = Assert.Throws<MalformedPageException>(() => RawPage.Parse(body));

        Assert.Equal(("UTF-8", (long)Array.IndexOf(body, (byte)0xFF)), (error.Expected, error.Offset));
    }

    [Fact]
    public void Body_WithAnIteratorThatIsNoUtf8_IsMalformed()
    {
        byte[] body = [.. """{"changeRecords":[],"nextShardIterator":"n"""u8, 0xFF, .. "\"}"u8];

        var error = Assert.Throws<MalformedPageException>(() => RawPage.Parse(body));

        Assert.Equal("bytes that are no UTF-8", error.Found);
    }

    [Theory]
    [InlineData("""{"changeRecords":[{"\ud800tor":1,"sequenceNumber":"1"}]}""", 1)]
    [InlineData("""{"\udc00tRecords":1,"changeRecords":[{"sequenceNumber":"1"}],"iteratorDescription":{"\ud800torPosition":1,"iteratorPosition":"\ud800TIP"}}""", 1)]
    public void Name_WithHalfASurrogatePair_IsNoneThatIsKnown(string body, int records)
    {
        using var page = RawPage.Parse(Encoding.UTF8.GetBytes(body));

        Assert.Equal(records, page.Count);
        Assert.Equal(RawIteratorPosition.Unknown, page.Position);
    }

    [Fact]
    public void Body_InUtf8_SaysSo()
    {
        using var page = RawPage.Parse("""{"changeRecords":[{"sequenceNumber":"1","x":"ü"}]}"""u8);

        Assert.True(page.IsUtf8);
    }

    [Fact]
    public void Message_NeverHoldsWhatARowHolds()
    {
        var error = Assert.Throws<MalformedPageException>(
            () => RawPage.Parse("""{"changeRecords":[{"newImage":{"valueCells":{"pin":{"value":{"textT":"secret" "secret"}}}}}]}"""u8));

        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_EndsTheUseOfThePage()
    {
        var page = RawPage.Parse("{}"u8);

        page.Dispose();
        page.Dispose();

        Assert.Throws<ObjectDisposedException>(() => page.Body);
        Assert.Throws<ObjectDisposedException>(() => page[0]);
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static string CreatedAtIn(JsonElement record) =>
        record.TryGetProperty("createdAt", out var time) && time.ValueKind != JsonValueKind.Null ? time.GetRawText() : string.Empty;
}
