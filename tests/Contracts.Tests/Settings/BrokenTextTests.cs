using System.Text;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>Text that is not Unicode is a problem with a place, wherever in the document it stands.</summary>
public sealed class BrokenTextTests
{
    [Theory]
    [InlineData("{\"resource\":{\"name\":\"\\uD83D\"}}", "line 1, column 22", "\\uD83D is one half")]
    [InlineData("{\"resource\":{\"name\":\"m\\uDE00x\"}}", "line 1, column 23", "\\uDE00 is one half")]
    [InlineData("{\"resource\":{\"name\":\"\\uD83D\\u0041\"}}", "line 1, column 22", "\\uD83D is one half")]
    [InlineData("{\"resource\":{\"name\":\"\\ud83d\\ud83d\\ude00\"}}", "line 1, column 22", "\\ud83d is one half")]
    [InlineData("{\n \"source\": {\n  \"\\uD800\": 1}}", "line 3, column 4", "\\uD800 is one half")]
    [InlineData("{\r\n \"destination\":{\"tags\":{\"\\uDFFF\":\"v\"}}}", "line 2, column 26", "\\uDFFF is one half")]
    [InlineData("{\"destination\":{\"tags\":{\"é😀\":\"\\uD800\"}}}", "line 1, column 31", "\\uD800 is one half")]
    [InlineData("{\"destination\":{\"prefix\":\"\\\\uD800\\uD800\"}}", "line 1, column 34", "\\uD800 is one half")]
    [InlineData("{\"other\":[[\"\\uD800\"]]}", "line 1, column 13", "\\uD800 is one half")]
    public void HalfOfASurrogatePair_IsNamedWithItsPlace(string document, string place, string wanted)
    {
        var problem = Assert.Single(SettingsDocument.Read(Encoding.UTF8.GetBytes(document)).Problems);

        Assert.Equal(("", place), (problem.Path, problem.Value));
        Assert.Contains(wanted, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FF", "FF")]
    [InlineData("C3", "C3")]
    [InlineData("EDA080", "ED")]
    [InlineData("F0 9F 98", "F0 9F 98")]
    public void BytesThatAreNotUtf8_AreNamedWithTheirPlace(string bytes, string wanted)
    {
        byte[] document = [.. "{\n\"source\":{\"table\":\"é"u8, .. Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)), .. "\"}}"u8];

        var problem = SettingsDocument.Read(document).Problems[0];

        Assert.Equal("line 2, column 21", problem.Value);
        Assert.Contains($"{wanted}, is not UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryBrokenText_IsNamed()
    {
        const string document = "{\"a\":\"\\uD800\",\n\"\\uD801\":\"\\uDC00 and \\uDC01\"}";

        var places = SettingsDocument.Read(Encoding.UTF8.GetBytes(document)).Problems.Select(problem => problem.Value);

        Assert.Equal(["line 1, column 7", "line 2, column 2", "line 2, column 11"], places);
    }

    [Fact]
    public void WholePairs_AreText()
    {
        const string document = """
            {"resource":{"name":"media"},"source":{"keyspace":"media","table":"t","region":"eu-west-1"},
             "destination":{"bucket":"data","prefix":"\uD83D\uDE00/😀/"},"checkpoint":{"table":"leases"}}
            """;

        Assert.Equal("😀/😀/", SettingsDocumentTests.Sound(document).Destination.Prefix);
    }
}
