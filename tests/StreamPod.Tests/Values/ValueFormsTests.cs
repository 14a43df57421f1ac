using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Tests.Rows;
using KeyspacesStreamer.StreamPod.Tests.Shapes;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Values;

public sealed class ValueFormsTests
{
    private readonly FakeLogger _logger = new();

    [Fact]
    public void Note_EachForm_IsToldOnce()
    {
        var forms = new ValueForms(_logger);

        foreach (var form in Enum.GetValues<ValueForm>().Concat(Enum.GetValues<ValueForm>()))
        {
            forms.Note(form);
        }

        Assert.Equal(Enum.GetValues<ValueForm>().Length, forms.Met.Distinct().Count());
        Assert.Equal(forms.Met.Select(form => $"Values come in this form, for the first time since the start: {form}."), _logger.Collector.GetSnapshot().Select(record => record.Message));
    }

    [Theory]
    [InlineData("date", "dateT", "2026-01-02", "date as YYYY-MM-DD")]
    [InlineData("date", "dateT", "20455", "date as days since 1970-01-01")]
    [InlineData("date", "dateT", "2147504103", "date as days, 2^31 being 1970-01-01")]
    [InlineData("time", "timeT", "10:25:37", "time as HH:mm:ss")]
    [InlineData("time", "timeT", "5", "time as nanoseconds since midnight")]
    [InlineData("timestamp", "timestampT", "5", "timestamp as milliseconds since 1970")]
    [InlineData("timestamp", "timestampT", "2023-12-03T10:25:37Z", "timestamp as ISO 8601")]
    [InlineData("timestamp", "timestampT", "2023-12-03 10:25:37+0000", "timestamp as cqlsh writes it")]
    [InlineData("duration", "durationT", "1y", "duration as 1y2mo3d4h5m6s")]
    [InlineData("duration", "durationT", "P1Y", "duration as P1Y2M3DT4H5M6S")]
    [InlineData("duration", "durationT", "P0001-02-03T04:05:06", "duration as P0001-02-03T04:05:06")]
    [InlineData("duration", "durationT", "1 2 3", "duration as months, days, nanoseconds")]
    [InlineData("double", "doubleT", "inf", "float or double as inf or nan")]
    [InlineData("double", "doubleT", "Infinity", "")]
    [InlineData("decimal", "decimalT", "1E+3", "decimal with an exponent")]
    [InlineData("varint", "varintT", "1E+3", "varint with an exponent")]
    [InlineData("inet", "inetT", "/192.0.2.1", "inet as host/address")]
    [InlineData("blob", "blobT", "0x00", "")] // four letters of base64
    [InlineData("blob", "blobT", "0x00ff", "blob as 0x and hexadecimal digits")]
    [InlineData("blob", "blobT", "0x00ffab80", "blob as 0x and hexadecimal digits")]
    [InlineData("date", "dateT", null, "")]
    public void Read_Value_NotesItsForm(string type, string member, string? text, string expected)
    {
        var forms = new ValueForms(_logger);
        var value = new TypeCase("c", type, null, text is null ? null : new JsonObject { [member] = text }, null);
        var shape = new FlatShape(new TableColumns(TypeDocument.SchemaOf(value), RowShapes.NoOptions), new FlatSettings(), WireRecord.Stream, WireRecord.Shard, 0, forms);

        shape.Write(WireRecord.Of(TypeDocument.RecordOf(value)), new RecordedRows(shape.Schema));

        Assert.Equal(expected, string.Join(' ', forms.Met));
    }
}
