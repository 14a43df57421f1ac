using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Contracts.Tests.Schema;

/// <summary>Types as CQL spells them.</summary>
public sealed class CqlTypeParserTests
{
    private static readonly CqlTypeParser Parser = new(
    [
        new UserType { Name = "address", Fields = [new UserTypeField { Name = "zip", Type = "int" }, new UserTypeField { Name = "Geo", Type = "frozen<\"My \"\"Type\"\"\">" }] },
        new UserType { Name = "My \"Type\"", Fields = [new UserTypeField { Name = "x", Type = "double" }] },
        new UserType { Name = "int", Fields = [new UserTypeField { Name = "x", Type = "text" }] },
        new UserType { Name = "loop", Fields = [new UserTypeField { Name = "again", Type = "loop" }] },
    ]);

    [Theory]
    [InlineData("int", "int")]
    [InlineData("VARCHAR", "text")]
    [InlineData(" timeuuid ", "timeuuid")]
    [InlineData("list<int>", "list<int>")]
    [InlineData("frozen<list<frozen<set<text>>>>", "list<set<text>>")]
    [InlineData("map < text , frozen < tuple < int , blob > > >", "map<text, tuple<int, blob>>")]
    [InlineData("address", "address")]
    [InlineData("media.address", "address")]
    [InlineData("\"media\".\"My \"\"Type\"\"\"", "\"My \"\"Type\"\"\"")]
    [InlineData("set<frozen<\"My \"\"Type\"\"\">>", "set<\"My \"\"Type\"\"\">")]
    [InlineData("\"int\"", "int")]
    public void Parse_Type_HasItsText(string cql, string text) => Assert.Equal(text, Parser.Parse(cql).Text);

    [Fact]
    public void Parse_UserDefined_HasFieldsAndTheirTypes()
    {
        var type = Parser.Parse("frozen<address>");

        Assert.Equal((CqlKind.UserDefined, CqlKind.UserDefined), (type.Kind, type.Parts[1].Kind));
        Assert.Equal(["zip", "Geo"], type.FieldNames);
        Assert.Equal([CqlKind.Double], type.Parts[1].Parts.Select(part => part.Kind));
        Assert.Equal(CqlKind.UserDefined, Parser.Parse("\"int\"").Kind);
    }

    [Theory]
    [InlineData("", "expected the name of a type at character 1, found its end")]
    [InlineData("list<int", "expected ',' or '>' at character 9, found its end")]
    [InlineData("list<int>>", "expected the end of the type at character 10, found '>'")]
    [InlineData("map<int>", "map takes two types, found 1")]
    [InlineData("set<int, int>", "set takes one type, found 2")]
    [InlineData("vector<float, int>", "vector<> is not a data type that is known here")]
    [InlineData("nobody", "nobody is neither a data type nor a known user-defined type")]
    [InlineData("\"open", "expected a closing quote at character 6, found its end")]
    [InlineData("loop", "nested more than 32 levels deep")]
    [InlineData("'org.apache.Type'", "expected the name of a type at character 1, found '''")]
    public void Parse_WhatIsNoType_SaysWhatWasFoundWhere(string cql, string problem) =>
        Assert.Contains(problem, Assert.Throws<FormatException>(() => Parser.Parse(cql)).Message, StringComparison.Ordinal);

    [Fact]
    public void NamesIn_NamesUserDefinedTypes() =>
        Assert.Equal(["one", "Two", "three"], CqlTypeParser.NamesIn("map<one, frozen<tuple<\"Two\", int, frozen<list<media.three>>>>>"));

    [Theory]
    [InlineData("ascii", "string")]
    [InlineData("inet", "string")]
    [InlineData("timeuuid", "string")]
    [InlineData("tinyint", "int32")]
    [InlineData("counter", "int64")]
    [InlineData("varint", "decimal(38,0)")]
    [InlineData("decimal", "string")]
    [InlineData("date", "date")]
    [InlineData("timestamp", "timestamp")]
    [InlineData("time", "time")]
    [InlineData("blob", "bytes")]
    [InlineData("duration", "struct<months: int32, days: int32, nanoseconds: int64>")]
    [InlineData("set<float>", "list<float>")]
    [InlineData("map<int, frozen<address>>", "map<int32, struct<zip: int32, Geo: struct<x: double>>>")]
    [InlineData("tuple<boolean, double>", "struct<field0: boolean, field1: double>")]
    public void Mapping_Type_IsThatOfTheTable(string cql, string field) => Assert.Equal(field, TypeMapping.Of(Parser.Parse(cql)).ToString());

    [Fact]
    public void Mapping_WithOptions_IsWhatTheySay()
    {
        var options = new ColumnOptions { Decimal = new DecimalDigits { Precision = 12, Scale = 2 }, As = ColumnForm.Uuid };

        Assert.Equal("map<uuid, list<decimal(12,2)>>", TypeMapping.Of(Parser.Parse("map<uuid, frozen<list<decimal>>>"), options).ToString());
        Assert.Equal("string", TypeMapping.Of(Parser.Parse("varint"), new ColumnOptions { As = ColumnForm.String }).ToString());
    }
}
