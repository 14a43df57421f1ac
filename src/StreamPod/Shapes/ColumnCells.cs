using System.Buffers;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Which cell of a record belongs to which column of the table, for the keys and for each image. Kept and used for one record after the other.</summary>
internal sealed class ColumnCells(TableColumns columns)
{
    private const int None = -1;

    private readonly int[] _keys = new int[columns.All.Count];
    private readonly int[] _new = new int[columns.All.Count];
    private readonly int[] _old = new int[columns.All.Count];
    private readonly List<int> _unmapped = [];

    /// <summary>Cells of columns that the table's schema does not tell, by their numbers.</summary>
    public IReadOnlyList<int> Unmapped => _unmapped;

    /// <exception cref="UnreadableRecordException">A column occurs twice where it can be once, or has a name that is no text.</exception>
    public void Match(ReadOnlySpan<RecordCell> cells, ReadOnlySpan<byte> json)
    {
        _keys.AsSpan().Fill(None);
        _new.AsSpan().Fill(None);
        _old.AsSpan().Fill(None);
        _unmapped.Clear();
        for (var index = 0; index < cells.Length; index++)
        {
            var column = ColumnOf(cells[index], json);
            if (column < 0)
            {
                _unmapped.Add(index);
                continue;
            }

            ref var slot = ref PlaceOf(cells[index].Place)[column];
            if (slot != None)
            {
                throw new UnreadableRecordException($"{JsonPath.At(json, cells[index].Name.Start)}: expected one column of this name, found a second.");
            }

            slot = index;
        }
    }

    /// <summary>The cell of a key column: that of the keys, or of an image that tells it.</summary>
    /// <returns>-1 for none.</returns>
    public int KeyOf(int column) => _keys[column] != None ? _keys[column] : _new[column] != None ? _new[column] : _old[column];

    /// <summary>The cell of a column in the new image.</summary>
    /// <returns>-1 for none.</returns>
    public int NewOf(int column) => _new[column] != None ? _new[column] : _keys[column];

    /// <summary>The cell of a column in the old image.</summary>
    /// <returns>-1 for none.</returns>
    public int OldOf(int column) => _old[column];

    private int[] PlaceOf(ColumnPlace place) => place switch
    {
        ColumnPlace.PartitionKeys or ColumnPlace.ClusteringKeys => _keys,
        ColumnPlace.NewValueCells or ColumnPlace.NewStaticCells => _new,
        ColumnPlace.OldValueCells or ColumnPlace.OldStaticCells => _old,
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "A place of columns expected."),
    };

    private int ColumnOf(in RecordCell cell, ReadOnlySpan<byte> json)
    {
        var token = cell.Name.In(json);
        return cell.IsEscaped ? ColumnOfEscaped(token) : columns.IndexOf(token[1..^1]);
    }

    private int ColumnOfEscaped(ReadOnlySpan<byte> token)
    {
        var plain = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            var reader = new Utf8JsonReader(token);
            reader.Read();
            return columns.IndexOf(plain.AsSpan(0, reader.CopyString(plain)));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no column of the table has such a name.
            return None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }
}
