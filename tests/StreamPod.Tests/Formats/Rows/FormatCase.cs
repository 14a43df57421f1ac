using System.Buffers;
using System.Text.Json.Nodes;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

/// <summary>Rows that are written, rows that break off among them, and what a reader must find.</summary>
internal sealed class FormatCase(string name, RowSchema schema)
{
    private readonly List<(object?[] Row, int? BreaksAfter)> _rows = [];

    public string Name => name;

    public RowSchema Schema => schema;

    /// <summary>Bytes of a row group and of a block, where the case wants small ones.</summary>
    public int? GroupBytes { get; init; }

    /// <summary>What DuckDB cannot hold is judged by the other reader alone; null when it can.</summary>
    public string? WhyNotDuckDb { get; init; }

    public IReadOnlyList<JsonObject> Expected => [.. _rows.Where(row => row.BreaksAfter is null).Select(row => NeutralValue.Of(schema, row.Row))];

    public FormatCase Row(params object?[] values)
    {
        _rows.Add((values, null));
        return this;
    }

    public FormatCase Rows(IEnumerable<object?[]> rows)
    {
        _rows.AddRange(rows.Select(row => (row, (int?)null)));
        return this;
    }

    /// <summary>A row that the shape finds unreadable after so many calls.</summary>
    public FormatCase Broken(int after, params object?[] values)
    {
        _rows.Add((values, after));
        return this;
    }

    /// <summary>The file, as the format writes it.</summary>
    public byte[] Write(Func<IRowShape, IObjectFormat> formatOf)
    {
        var shape = new ScriptedRows(schema);
        _rows.ForEach(row => shape.Add(row.Row, row.BreaksAfter));
        var output = new ArrayBufferWriter<byte>();
        using var writer = formatOf(shape).Open(output);
        foreach (var (_, breaksAfter) in _rows)
        {
            Append(writer, breaksAfter is not null);
        }

        writer.Complete();
        return output.WrittenSpan.ToArray();
    }

    public override string ToString() => name;

    private static void Append(IObjectWriter writer, bool breaks)
    {
        var record = default(ChangeRecord);
        if (breaks)
        {
            Assert.Throws<UnreadableRecordException>(() => writer.Append(record));
        }
        else
        {
            writer.Append(record);
        }
    }
}
