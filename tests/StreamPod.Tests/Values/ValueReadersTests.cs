using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Tests.Rows;
using KeyspacesStreamer.StreamPod.Tests.Shapes;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Tests.Values;

/// <summary>What the readers of values make of the wire is what <c>tests/Golden/types/values.json</c> says.</summary>
public sealed class ValueReadersTests
{
    public static TheoryData<string> Cases => [.. TypeDocument.Cases.Select(value => value.Name)];

    public static TheoryData<string> Refused => [.. TypeDocument.Refused.Select(value => value.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_Value_IsWhatTheDocumentSays(string name)
    {
        var value = TypeDocument.Cases.Single(value => value.Name == name);
        var shape = ShapeOf(value);
        var rows = new RecordedRows(shape.Schema);

        shape.Write(WireRecord.Of(TypeDocument.RecordOf(value)), rows);

        var field = shape.Schema.Row.Children.Single(field => field.Name == name);
        var found = Assert.Single(rows.Rows)[name];
        Assert.True(JsonNode.DeepEquals(TypeDocument.InOneSpelling(value.Value, field.Type), found), $"{value.Value?.ToJsonString()} expected, {found?.ToJsonString()} found");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_ValueThatIsNone_NamesItsColumnAndNothingOfItsContent(string name)
    {
        var value = TypeDocument.Refused.Single(value => value.Name == name);
        var shape = ShapeOf(value);
        var rows = new RecordedRows(shape.Schema);

        var fault = Assert.Throws<UnreadableRecordException>(() => shape.Write(WireRecord.Of(TypeDocument.RecordOf(value)), rows));

        Assert.Matches($"^Record {WireRecord.Sequence} of {WireRecord.Shard} cannot be encoded: {name}[a-z0-9.]*: expected .+, found .+\\.$", fault.Message);
        Assert.Equal((0, false), (rows.Rows.Count, rows.IsInRow));
    }

    [Fact]
    public void Read_AllValuesInOneRow_GivesThemAll()
    {
        var shape = ShapeOf([.. TypeDocument.Cases]);
        var rows = new RecordedRows(shape.Schema);

        shape.Write(WireRecord.Of(TypeDocument.RecordOf(TypeDocument.Cases)), rows);

        Assert.All(TypeDocument.Cases, value => Assert.True(Assert.Single(rows.Rows).ContainsKey(value.Name), value.Name));
    }

    [Theory]
    [InlineData("dateT", "date", "Ann's birthday", "text like 'aaaaa aaaaaaaa'", "Ann")]
    [InlineData("intT", "int", "0123456789012345678901234567890123456789", "text like '99999999999999999999999999999999…'", "01234")]
    public void Read_TextOfNoKnownForm_TellsItsFormOnly(string member, string type, string text, string form, string content)
    {
        var value = new TypeCase("c", type, null, new JsonObject { [member] = text }, null);
        var shape = ShapeOf(value);

        var fault = Assert.Throws<UnreadableRecordException>(() => shape.Write(WireRecord.Of(TypeDocument.RecordOf(value)), new RecordedRows(shape.Schema)));

        Assert.Contains(form[..15], fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(content, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", """{"textT":"a\ud800"}""")]
    [InlineData("list<text>", """{"listT":[{"value":{"textT":"\udc00"}}]}""")]
    [InlineData("date", """{"dateT":"\ud800"}""")]
    [InlineData("text", """{"\ud800":"a"}""")]
    [InlineData("address", """{"udtT":{"\ud800":null}}""")]
    [InlineData("map<text, text>", """{"mapT":[{"\ud800":null,"key":{"textT":"a"}}]}""")]
    [InlineData("list<int>", """{"listT":[{"value":{"intT":"1"},"value":{"intT":"2"}}]}""")]
    [InlineData("map<int, int>", """{"mapT":[{"key":{"intT":"1"},"key":{"intT":"2"},"value":null}]}""")]
    [InlineData("map<int, int>", """{"mapT":[{"value":{"intT":"1"},"key":{"intT":"2"},"value":null}]}""")]
    [InlineData("address", """{"udtT":{"zip":null,"zip":null}}""")]
    [InlineData("address", """{"udtT":{"zip":{"value":{"intT":"1"}},"street":null,"zip":null}}""")]
    public void Read_WhatJsonNodesCannotSay_IsUnreadable(string type, string wire)
    {
        var shape = ShapeOf(new TypeCase("c", type, null, null, null));
        var rows = new RecordedRows(shape.Schema);
        var record = WireRecord.Of("""{"partitionKeys":{"id":{"textT":"k"}},"newImage":{"valueCells":{"c":{"value":""" + wire + "}}}}");

        Assert.Throws<UnreadableRecordException>(() => shape.Write(record, rows));

        Assert.Equal((0, false), (rows.Rows.Count, rows.IsInRow));
    }

    [Theory]
    [InlineData("text", """{"te\u0078tT":"\u0061"}""", "\"a\"")]
    [InlineData("int", """{"textT":null,"intT":"\u0035"}""", "\"5\"")]
    [InlineData("list<int>", """{ "listT" : [ { "metadata" : null , "value" : { "intT" : "5" } } ] }""", "[\"5\"]")]
    [InlineData("address", """{"udtT":{"\u007aip":{"v\u0061lue":{"intT":"5"}}}}""", "{\"street\":null,\"zip\":\"5\",\"tags\":null}")]
    public void Read_EscapesAndWhiteSpace_MakeNoDifference(string type, string wire, string expected)
    {
        var shape = ShapeOf(new TypeCase("c", type, null, null, null));
        var rows = new RecordedRows(shape.Schema);

        shape.Write(WireRecord.Of("""{"partitionKeys":{"id":{"textT":"k"}},"newImage":{"valueCells":{"\u0063":{"value":""" + wire + "}}}}"), rows);

        Assert.Equal(expected, Assert.Single(rows.Rows)["c"]!.ToJsonString());
    }

    private static FlatShape ShapeOf(params TypeCase[] cases) => new(
        new TableColumns(TypeDocument.SchemaOf(cases), TypeDocument.OptionsOf(cases)), new FlatSettings(), WireRecord.Stream, WireRecord.Shard, 0, new ValueForms(NullLogger.Instance));
}
