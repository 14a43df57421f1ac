using System.Text;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Tables;

public sealed class CellWriterTests
{
    private static readonly CqlTypeParser Types = new(new Dictionary<string, IReadOnlyDictionary<string, string>>
    {
        ["address"] = new Dictionary<string, string> { ["city"] = "text", ["lines"] = "list<text>" },
        ["Odd \"<name>, it"] = new Dictionary<string, string> { ["n"] = "int" },
    });

    [Theory]
    [InlineData("list<int>", "[1]", """{"value":{"listT":[{"value":{"intT":"1"},"metadata":{"writeTime":"5"}}]},"metadata":{"writeTime":"5"}}""")]
    [InlineData("frozen<set<text>>", """["a"]""", """{"value":{"setT":[{"value":{"textT":"a"}}]},"metadata":{"writeTime":"5"}}""")]
    [InlineData("list<int>", "[]", """{"value":{"listT":[]},"metadata":{"writeTime":"5"}}""")]
    [InlineData("tuple<int, text>", """[1,"a"]""", """{"value":{"tupleT":[{"value":{"intT":"1"},"metadata":{"writeTime":"5"}},{"value":{"textT":"a"},"metadata":{"writeTime":"5"}}]},"metadata":{"writeTime":"5"}}""")]
    [InlineData("frozen<map<int, boolean>>", """{"1":true}""", """{"value":{"mapT":[{"key":{"intT":"1"},"value":{"boolT":true}}]},"metadata":{"writeTime":"5"}}""")]
    [InlineData("map<frozen<list<int>>, text>", """[{"key":[1],"value":"a"}]""", """{"value":{"mapT":[{"key":{"listT":[{"value":{"intT":"1"}}]},"value":{"textT":"a"},"metadata":{"writeTime":"5"}}]},"metadata":{"writeTime":"5"}}""")]
    [InlineData("frozen<address>", """{"city":"Bonn","lines":["x"]}""", """{"value":{"udtT":{"city":{"value":{"textT":"Bonn"}},"lines":{"value":{"listT":[{"value":{"textT":"x"}}]}}}},"metadata":{"writeTime":"5"}}""")]
    [InlineData("varint", "123456789012345678901234567890", """{"value":{"varintT":"123456789012345678901234567890"},"metadata":{"writeTime":"5"}}""")]
    [InlineData("varchar", "\"a\"", """{"value":{"varcharT":"a"},"metadata":{"writeTime":"5"}}""")]
    [InlineData(" COUNTER ", "7", """{"value":{"counterT":"7"},"metadata":{"writeTime":"5"}}""")]
    [InlineData("frozen<\"Odd \"\"<name>, it\">", """{"n":1}""", """{"value":{"udtT":{"n":{"value":{"intT":"1"}}}},"metadata":{"writeTime":"5"}}""")]
    [InlineData("frozen < shop . ADDRESS >", """{"city":"Bonn"}""", """{"value":{"udtT":{"city":{"value":{"textT":"Bonn"}}}},"metadata":{"writeTime":"5"}}""")]
    [InlineData("decimal", "1.10", """{"value":{"decimalT":"1.10"},"metadata":{"writeTime":"5"}}""")]
    public void WriteCell_ByType_IsTheCellOfTheWire(string type, string value, string expected) =>
        Assert.Equal(expected, Cell(type, value));

    [Theory]
    [InlineData("int", "\"x\"")]
    [InlineData("int", "1.5")]
    [InlineData("boolean", "\"true\"")]
    [InlineData("blob", "\"not base64!\"")]
    [InlineData("list<int>", "{}")]
    [InlineData("tuple<int>", "[1,2]")]
    [InlineData("frozen<address>", """{"street":"x"}""")]
    public void WriteCell_ValueOfAnotherType_IsRefused(string type, string value) =>
        Assert.Throws<EmulatorException>(() => Cell(type, value));

    [Theory]
    [InlineData("strong")]
    [InlineData("map<text>")]
    [InlineData("list<int")]
    [InlineData("tuple<>")]
    [InlineData("\"Address\"")]
    [InlineData("\"address")]
    [InlineData("list<int>>")]
    [InlineData("int text")]
    [InlineData("")]
    public void Parse_UnknownType_IsRefused(string type) => Assert.Throws<EmulatorException>(() => Types.Parse(type));

    private static string Cell(string type, string value)
    {
        using var document = JsonDocument.Parse(value);
        return Encoding.UTF8.GetString(JsonText.Of(json =>
            CellWriter.WriteCell(json, Types.Parse(type), document.RootElement, new CellStamp(5, ExpirationTime: null))));
    }
}
