using System.Text;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Control;
using KeyspacesStreamer.StreamsEmulator.Tables;
using KeyspacesStreamer.StreamsEmulator.Tables.Forms;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Tables;

/// <summary>The text of values on the wire, where the service's documentation leaves it open.</summary>
public sealed class ValueFormTests
{
    [Theory]
    [InlineData("""{"date":"iso"}""", "date", "\"2026-01-02\"", "2026-01-02")]
    [InlineData("""{"date":"days"}""", "date", "\"2026-01-02\"", "20455")]
    [InlineData("""{"date":"unsigned"}""", "date", "\"1969-12-31\"", "2147483647")]
    [InlineData("""{"date":"iso"}""", "date", "-1", "1969-12-31")]
    [InlineData("""{"date":"unsigned"}""", "date", "-2147483648", "0")]
    [InlineData("""{"time":"text"}""", "time", "\"03:04:05.6\"", "03:04:05.600000000")]
    [InlineData("""{"time":"nanos"}""", "time", "\"23:59:59.999999999\"", "86399999999999")]
    [InlineData("""{"time":"text"}""", "time", "1", "00:00:00.000000001")]
    [InlineData("""{"timestamp":"millis"}""", "timestamp", "\"2026-01-02T03:04:05.678Z\"", "1767323045678")]
    [InlineData("""{"timestamp":"iso"}""", "timestamp", "1767323045678", "2026-01-02T03:04:05.678Z")]
    [InlineData("""{"timestamp":"cqlsh"}""", "timestamp", "-1", "1969-12-31 23:59:59.999+0000")]
    [InlineData("""{"duration":"text"}""", "duration", "\"14mo3d4h5m6s7ms8us9ns\"", "1y2mo3d4h5m6s7ms8us9ns")]
    [InlineData("""{"duration":"text"}""", "duration", "\"-1w\"", "-7d")]
    [InlineData("""{"duration":"iso"}""", "duration", "\"1y2mo3d4h5m6s7ms8us9ns\"", "P1Y2M3DT4H5M6.007008009S")]
    [InlineData("""{"duration":"iso"}""", "duration", "\"-90m\"", "-PT1H30M")]
    [InlineData("""{"duration":"iso"}""", "duration", "\"0s\"", "PT0S")]
    [InlineData("""{"duration":"numbers"}""", "duration", "\"-1y2mo3d4h\"", "-14,-3,-14400000000000")]
    [InlineData("""{"float":"java"}""", "double", "1", "1.0")]
    [InlineData("""{"float":"java"}""", "double", "12345678.5", "1.23456785E7")]
    [InlineData("""{"float":"java"}""", "double", "1234567.5", "1234567.5")]
    [InlineData("""{"float":"java"}""", "double", "0.001", "0.001")]
    [InlineData("""{"float":"java"}""", "double", "0.00012", "1.2E-4")]
    [InlineData("""{"float":"java"}""", "double", "-1e10", "-1.0E10")]
    [InlineData("""{"float":"java"}""", "float", "0.1", "0.1")]
    [InlineData("""{"float":"java"}""", "double", "-0.0", "-0.0")]
    [InlineData("""{"float":"java"}""", "double", "\"-Infinity\"", "-Infinity")]
    [InlineData("""{"float":"c"}""", "double", "1e20", "1e+20")]
    [InlineData("""{"float":"c"}""", "float", "\"NaN\"", "nan")]
    [InlineData("""{"float":"c"}""", "double", "\"-Infinity\"", "-inf")]
    [InlineData("{}", "date", "\"20455\"", "20455")]
    [InlineData("{}", "double", "1e10", "1e10")]
    public void WriteValue_InAForm_IsThatText(string forms, string type, string value, string expected) => Assert.Equal(expected, Text(forms, type, value));

    [Theory]
    [InlineData("""{"date":"days"}""", "date", "\"today\"")]
    [InlineData("""{"date":"iso"}""", "date", "9999999")]
    [InlineData("""{"time":"nanos"}""", "time", "86400000000000")]
    [InlineData("""{"time":"nanos"}""", "time", "\"03:04:05.\"")]
    [InlineData("""{"timestamp":"iso"}""", "timestamp", "9223372036854775807")]
    [InlineData("""{"duration":"iso"}""", "duration", "\"P1Y\"")]
    [InlineData("""{"duration":"numbers"}""", "duration", "\"999999999999999999y\"")]
    public void WriteValue_WhatAFormCannotWrite_IsRefused(string forms, string type, string value) =>
        Assert.Contains("does not fit", Assert.Throws<EmulatorException>(() => Text(forms, type, value)).Message, StringComparison.Ordinal);

    [Fact]
    public void WriteValue_WithinCollectionsAndTypes_IsInTheFormToo()
    {
        var fields = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["Day"] = new Dictionary<string, string> { ["at"] = "date" } };
        var type = new CqlTypeParser(fields, new ValueForms { Date = DateForm.Days }).Parse("MAP<date, FROZEN<\"Day\">>");

        var text = Encoding.UTF8.GetString(JsonText.Of(json => CellWriter.WriteValue(json, type, JsonElement.Parse("""{"1970-01-02":{"at":"1970-01-03"}}"""), stamp: null)));

        Assert.Equal("""{"mapT":[{"key":{"dateT":"1"},"value":{"udtT":{"at":{"value":{"dateT":"2"}}}}}]}""", text);
    }

    private static string? Text(string forms, string type, string value)
    {
        var parser = new CqlTypeParser(
            new Dictionary<string, IReadOnlyDictionary<string, string>>(), JsonSerializer.Deserialize<ValueForms>(forms, ControlJson.Options));
        var cell = JsonText.Of(json => CellWriter.WriteValue(json, parser.Parse(type), JsonElement.Parse(value), stamp: null));
        return JsonElement.Parse(cell).GetProperty(type + "T").GetString();
    }
}
