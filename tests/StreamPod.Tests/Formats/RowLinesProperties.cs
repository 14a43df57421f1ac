using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Tests.Rows;
using KeyspacesStreamer.StreamPod.Tests.Shapes;
using KeyspacesStreamer.StreamPod.Tests.Values;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Tests.Formats;

/// <summary>Any values in any types come out as what they mean.</summary>
public sealed class RowLinesProperties
{
    [Fact]
    public void Write_AnyTableAndRecord_IsWhatTheValuesMean()
    {
        for (var seed = 0; seed < 1500; seed++)
        {
            var (table, record, expected) = Next(new Random(seed));
            var shape = new FlatShape(new TableColumns(table, RowShapes.NoOptions), new FlatSettings(), WireRecord.Stream, WireRecord.Shard, 0, new ValueForms(NullLogger.Instance));
            var rows = new RecordedRows(shape.Schema);
            var output = new ArrayBufferWriter<byte>();

            shape.Write(WireRecord.Of(record), rows);
            new RowLines(shape).Write(WireRecord.Of(record), output);

            var line = JsonNode.Parse(output.WrittenSpan)!.AsObject();
            foreach (var field in shape.Schema.Row.Children.Take(table.Columns.Count))
            {
                AssertSame(expected[field.Name], rows.Rows[0][field.Name], $"seed {seed}, {field.Type}");
                AssertSame(AsJson(expected[field.Name], field.Type), line[field.Name], $"seed {seed}, {field.Type} as JSON");
            }
        }
    }

    private static (TableSchema Table, string Record, JsonObject Expected) Next(Random random)
    {
        var values = new RandomValues(random);
        var columns = Enumerable.Range(0, random.Next(1, 6)).Select(index => new SchemaColumn { Name = $"c{index}", Type = values.NextType(4) }).ToList();
        var (cells, expected) = (new JsonObject(), new JsonObject());
        foreach (var column in columns)
        {
            var value = values.Next(new CqlTypeParser([]).Parse(column.Type));
            cells[column.Name] = new JsonObject { ["value"] = value.Wire };
            expected[column.Name] = value.Value;
        }

        return (new TableSchema { Columns = columns }, new JsonObject { ["newImage"] = new JsonObject { ["valueCells"] = cells } }.ToJsonString(), expected);
    }

    private static void AssertSame(JsonNode? expected, JsonNode? found, string what)
    {
        if (expected?.ToJsonString() != found?.ToJsonString())
        {
            Assert.Fail($"{what}: {expected?.ToJsonString()} expected, {found?.ToJsonString()} found");
        }
    }

    /// <summary>What JSON makes of a value, by the calendar and the numbers of .NET.</summary>
    private static JsonNode? AsJson(JsonNode? value, FieldType type) => value is null ? null : type.Kind switch
    {
        FieldKind.Int32 or FieldKind.Int64 or FieldKind.Time or FieldKind.Decimal => JsonNode.Parse($"{value}"),
        FieldKind.Float or FieldKind.Double => IsWord($"{value}") ? $"{value}" : JsonNode.Parse(WithPoint($"{value}")),
        FieldKind.Bytes => Convert.ToBase64String(Convert.FromHexString($"{value}")),
        FieldKind.Date => DateOnly.FromDayNumber(new DateOnly(1970, 1, 1).DayNumber + int.Parse($"{value}", CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldKind.Timestamp => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse($"{value}", CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        FieldKind.List => new JsonArray([.. value.AsArray().Select(element => AsJson(element, type.Fields[0].Type))]),
        FieldKind.Map when type.Fields[0].Type.Kind < FieldKind.List =>
            new JsonObject(value.AsArray().Select(pair => KeyValuePair.Create($"{AsJson(pair![0], type.Fields[0].Type)}", AsJson(pair[1], type.Fields[1].Type)))),
        FieldKind.Map => new JsonArray([.. value.AsArray().Select(pair => (JsonNode)new JsonObject { ["key"] = AsJson(pair![0], type.Fields[0].Type), ["value"] = AsJson(pair[1], type.Fields[1].Type) })]),
        FieldKind.Struct => new JsonObject(type.Fields.Select(field => KeyValuePair.Create(field.Name, AsJson(value[field.Name], field.Type)))),
        _ => value.DeepClone(),
    };

    private static bool IsWord(string number) => number is "NaN" or "Infinity" or "-Infinity";

    private static string WithPoint(string number) => number.AsSpan().ContainsAny('.', 'E') ? number : $"{number}.0";
}
