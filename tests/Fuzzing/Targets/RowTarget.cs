using System.Buffers;
using System.Text.Json;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>The JSON of one record as a typed row: refused with nothing written, or one line of JSON that has every field.</summary>
internal sealed class RowTarget : IFuzzTarget
{
    private static readonly string[] Types =
    [
        "text", "int", "bigint", "tinyint", "varint", "decimal", "double", "float", "boolean", "blob", "uuid", "inet", "date", "time", "timestamp", "duration",
        "list<frozen<map<text, date>>>", "map<frozen<list<int>>, text>", "tuple<int, set<text>, address>", "address",
    ];

    private readonly RowLines[] _shapes;
    private readonly ArrayBufferWriter<byte> _output = new();

    public RowTarget()
    {
        var columns = new TableColumns(
            new TableSchema
            {
                Columns = [new SchemaColumn { Name = "id", Type = "text", Kind = ColumnKind.PartitionKey }, .. Types.Select((type, index) => new SchemaColumn { Name = $"c{index}", Type = type })],
                Types = [new UserType { Name = "address", Fields = [new UserTypeField { Name = "zip", Type = "int" }, new UserTypeField { Name = "tags", Type = "frozen<set<text>>" }] }],
            },
            new Dictionary<string, ColumnOptions> { ["c5"] = new ColumnOptions { Decimal = new DecimalDigits { Precision = 12, Scale = 2 } }, ["c10"] = new ColumnOptions { As = ColumnForm.Uuid } });
        var forms = new ValueForms(NullLogger.Instance);
        var all = new FlatSettings { OldImage = true, CellMetadata = true, TableName = true };
        _shapes =
        [
            new RowLines(new FlatShape(columns, all, RecordTarget.Stream, RecordTarget.Shard, 0, forms)),
            new RowLines(new DebeziumShape(columns, RecordTarget.Stream, RecordTarget.Shard, 0, forms)),
        ];
    }

    public string Name => "row";

    public IReadOnlyList<string> Words { get; } =
    [
        "\"partitionKeys\":{\"id\":{\"textT\":\"a\"}}", "\"newImage\":{", "\"oldImage\":{", "\"valueCells\":{", "\"value\":", "\"metadata\":{\"writeTime\":\"1\"}", "\"rowMetadata\":", "{\"intT\":\"5\"}", "{\"dateT\":\"", "{\"timeT\":\"", "{\"timestampT\":\"", "{\"durationT\":\"",
        "{\"decimalT\":\"1E+3\"}", "{\"blobT\":\"0x", "{\"inetT\":\"", "{\"udtT\":{", "{\"mapT\":[", "{\"listT\":[", "{\"setT\":[", "{\"tupleT\":[", "\"key\":", "2026-01-02", "+10000-01-01", "T03:04:05.678Z", "+02:00", "2147483648", "1y2mo3w4d", "P1Y2M", "PT0.5S", "NaN", "-inf", "null", "\\ud800", "\\u0061",
        .. Enumerable.Range(0, Types.Length).Select(column => $"\"c{column}\":{{\"value\":"),
    ];

    public void Check(ReadOnlySpan<byte> input)
    {
        foreach (var shape in _shapes)
        {
            _output.ResetWrittenCount();
            try
            {
                shape.Write(RecordTarget.RecordOf(input), _output);
            }
            catch (UnreadableRecordException)
            {
                BrokenInvariantException.Unless(_output.WrittenCount == 0, "An unreadable record left something in the output.");
                continue;
            }

            var line = _output.WrittenSpan;
            BrokenInvariantException.Unless(line[^1] == '\n' && line.Count((byte)'\n') == 1, "The output is not one line.");
            using var row = JsonDocument.Parse(line.ToArray());
            CheckUnmapped(row.RootElement);
        }
    }

    /// <summary>What stands as text for columns that are not known is JSON too.</summary>
    private static void CheckUnmapped(JsonElement row)
    {
        foreach (var member in row.EnumerateObject())
        {
            if (member.NameEquals("_unmapped") && member.Value.ValueKind == JsonValueKind.String)
            {
                using var unmapped = JsonDocument.Parse(member.Value.GetString()!);
                BrokenInvariantException.Unless(unmapped.RootElement.ValueKind == JsonValueKind.Object, "What is unmapped is no object.");
            }
            else if (member.Value.ValueKind == JsonValueKind.Object)
            {
                CheckUnmapped(member.Value);
            }
        }
    }
}
