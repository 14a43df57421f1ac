using System.Globalization;
using System.Text;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>The values of <see cref="SampleRecords"/> as rows, without reading the records: what formats do with rows is measured, not what shapes do.</summary>
internal sealed class SampleRows : IRowShape
{
    private static readonly byte[] Id = [0x62, 0x85, 0xe8, 0x6b, 0xd0, 0x54, 0x4c, 0xbc, 0xa4, 0x22, 0xda, 0x56, 0xc0, 0x8c, 0x02, 0x60];

    private readonly byte[] _text = Encoding.UTF8.GetBytes("Summer night on the terrace, take 0000000000");
    private readonly IReadOnlyList<RowField> _columns;
    private long _number;

    public SampleRows(int columns)
    {
        Schema = new RowSchema("media_content", [.. Enumerable.Range(0, columns).Select(column => new Field(string.Create(CultureInfo.InvariantCulture, $"column_{column}"), TypeOf(column)))]);
        _columns = Schema.Row.Children;
    }

    public RowSchema Schema { get; }

    public void Write(in ChangeRecord record, IRowSink sink)
    {
        _number++;
        _number.TryFormat(_text.AsSpan(^10), out _, "D10", CultureInfo.InvariantCulture);
        sink.BeginRow();
        for (var column = 0; column < _columns.Count; column++)
        {
            Give(sink, _columns[column], column % 4);
        }

        sink.EndRow();
    }

    private static FieldType TypeOf(int column) => (column % 4) switch
    {
        0 => FieldType.Of(FieldKind.String),
        1 => FieldType.Of(FieldKind.Int64),
        2 => FieldType.List(FieldType.Of(FieldKind.String)),
        _ => FieldType.Of(FieldKind.Uuid),
    };

    private void Give(IRowSink sink, RowField field, int kind)
    {
        switch (kind)
        {
            case 0:
                sink.String(field, _text);
                break;
            case 1:
                sink.Int64(field, _number * 7919);
                break;
            case 2:
                sink.BeginList(field, 2);
                sink.BeginItem(field);
                sink.String(field.Children[0], "a"u8);
                sink.BeginItem(field);
                sink.String(field.Children[0], "b"u8);
                sink.EndList(field);
                break;
            default:
                sink.Uuid(field, Id);
                break;
        }
    }
}
