using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The columns that the schema does not tell, as the text of one JSON object: <c>{"column":{"intT":"5"}}</c>, each value as it came. Null when there are none.</summary>
/// <param name="field">The field.</param>
/// <param name="withKeys">Whether unknown columns of the key are among them.</param>
internal sealed class UnmappedText(RowField field, bool withKeys)
{
    private static ReadOnlySpan<byte> Null => "null"u8;

    public void Write(ChangedRow row, RowImage image, IRowSink sink)
    {
        var size = 1;
        foreach (var index in row.Unmapped)
        {
            size += IsTold(row.Cells[index].Place, image) ? SizeOf(row.Cells[index]) : 0;
        }

        if (size == 1)
        {
            sink.Null(field);
            return;
        }

        var text = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            sink.String(field, text.AsSpan(0, Fill(text, row, image)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private bool IsTold(ColumnPlace place, RowImage image) => place switch
    {
        ColumnPlace.PartitionKeys or ColumnPlace.ClusteringKeys => withKeys,
        ColumnPlace.NewValueCells or ColumnPlace.NewStaticCells => image == RowImage.New,
        _ => image == RowImage.Old,
    };

    /// <summary>Bytes of a member with its colon and a comma or brace.</summary>
    private static int SizeOf(in RecordCell cell) => cell.Name.Length + 2 + (cell.Value.IsNull ? Null.Length : cell.Value.Length);

    private int Fill(Span<byte> text, ChangedRow row, RowImage image)
    {
        var length = 0;
        foreach (var index in row.Unmapped)
        {
            ref readonly var cell = ref row.Cells[index];
            if (IsTold(cell.Place, image))
            {
                text[length] = (byte)(length == 0 ? '{' : ',');
                length++;
                length += Copy(cell.Name.In(row.Json), text[length..]);
                text[length++] = (byte)':';
                length += Copy(cell.Value.IsNull ? Null : cell.Value.In(row.Json), text[length..]);
            }
        }

        text[length++] = (byte)'}';
        return length;
    }

    private static int Copy(ReadOnlySpan<byte> part, Span<byte> to)
    {
        part.CopyTo(to);
        return part.Length;
    }
}
