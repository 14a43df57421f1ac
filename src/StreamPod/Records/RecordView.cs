using System.Text.Json;

namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>Where the columns, the images and the origin of one record are in its wire JSON: found once, as far as somebody asks, and the same for all who do.</summary>
/// <remarks>Kept and used for one record after the other, so that nothing is allocated for each. Used by one thread at a time.</remarks>
internal sealed class RecordView
{
    private readonly List<ViewedColumn> _columns = [];
    private ReadOnlyMemory<byte> _json;
    private JsonReaderState _state;
    private int _offset;
    private bool _isBegun;
    private bool _isRead;

    /// <summary>Whether it has clustering keys; of a record that cannot be read, as far as it can.</summary>
    public bool HasClusteringKeys => _columns.Exists(column => column.Place == ColumnPlace.ClusteringKeys);

    /// <summary>Whether one of its images has cells of a row; of a record that cannot be read, as far as it can.</summary>
    public bool HasValueCells => _columns.Exists(column => column.Place is ColumnPlace.NewValueCells or ColumnPlace.OldValueCells);

    /// <summary>Turns to another record.</summary>
    public void Read(ReadOnlyMemory<byte> json)
    {
        _json = json;
        _columns.Clear();
        (_state, _offset, _isBegun, _isRead) = (default, 0, false, false);
    }

    /// <summary>The best occurrence of a column: keys first, then the new image, then the old one.</summary>
    /// <exception cref="JsonException">The record is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A name has an escape that is no text.</exception>
    public FoundColumn Find(ReadOnlySpan<byte> name)
    {
        var (best, looked) = (new FoundColumn(ColumnPlace.Nowhere, -1, 0), 0);
        do
        {
            for (; looked < _columns.Count; looked++)
            {
                var column = _columns[looked];
                if (column.Place < best.Place && IsNamed(column, name))
                {
                    best = new FoundColumn(column.Place, column.Start, column.Length);
                }
            }
        }
        while (best.Place != ColumnPlace.PartitionKeys && ReadNext()); // nothing better comes once it was seen there

        return best;
    }

    /// <summary>Adds the names of all columns; of a record that cannot be read those before the fault.</summary>
    public void CollectInto(ISet<string> names)
    {
        try
        {
            while (ReadNext())
            {
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Whoever encodes the record says what is wrong with it.
        }

        foreach (var column in _columns)
        {
            if (TextOf(column) is { } text)
            {
                names.Add(text);
            }
        }
    }

    /// <summary>Takes in the next member of the record.</summary>
    /// <returns>False when there is none.</returns>
    private bool ReadNext()
    {
        if (_isRead)
        {
            return false;
        }

        var reader = new Utf8JsonReader(_json.Span[_offset..], isFinalBlock: true, _state);
        if (!_isBegun)
        {
            reader.Read();
            _isBegun = true;
            _isRead = reader.TokenType != JsonTokenType.StartObject;
        }

        if (_isRead || !NextName(ref reader))
        {
            _isRead = true;
            return false;
        }

        ReadMember(ref reader);
        (_offset, _state) = (_offset + (int)reader.BytesConsumed, reader.CurrentState);
        return true;
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("partitionKeys"u8))
        {
            reader.Read();
            ReadMap(ref reader, ColumnPlace.PartitionKeys, cells: false);
        }
        else if (reader.ValueTextEquals("clusteringKeys"u8))
        {
            reader.Read();
            ReadMap(ref reader, ColumnPlace.ClusteringKeys, cells: false);
        }
        else if (reader.ValueTextEquals("newImage"u8))
        {
            reader.Read();
            ReadRow(ref reader, ColumnPlace.NewValueCells, ColumnPlace.NewStaticCells);
        }
        else if (reader.ValueTextEquals("oldImage"u8))
        {
            reader.Read();
            ReadRow(ref reader, ColumnPlace.OldValueCells, ColumnPlace.OldStaticCells);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private void ReadRow(ref Utf8JsonReader reader, ColumnPlace values, ColumnPlace statics)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (NextName(ref reader))
        {
            var place = reader.ValueTextEquals("valueCells"u8) ? values : reader.ValueTextEquals("staticCells"u8) ? statics : ColumnPlace.Nowhere;
            reader.Read();
            if (place == ColumnPlace.Nowhere)
            {
                reader.Skip();
            }
            else
            {
                ReadMap(ref reader, place, cells: true);
            }
        }
    }

    private void ReadMap(ref Utf8JsonReader reader, ColumnPlace place, bool cells)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (NextName(ref reader))
        {
            var column = new ViewedColumn(place, _offset + (int)reader.TokenStartIndex, reader.ValueSpan.Length + 2, reader.ValueIsEscaped, -1, 0);
            // Its name counts even when its value turns out broken.
            _columns.Add(column);
            reader.Read();
            var (start, length) = cells && reader.TokenType == JsonTokenType.StartObject ? ValueOfCell(ref reader) : TakeValue(ref reader);
            _columns[^1] = column with { Start = start, Length = length };
        }
    }

    private (int Start, int Length) ValueOfCell(ref Utf8JsonReader reader)
    {
        var value = (-1, 0);
        while (NextName(ref reader))
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isValue)
            {
                value = TakeValue(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return value;
    }

    /// <returns>A negative start for null.</returns>
    private (int Start, int Length) TakeValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return (-1, 0);
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return (_offset + start, (int)reader.BytesConsumed - start);
    }

    private bool IsNamed(in ViewedColumn column, ReadOnlySpan<byte> name)
    {
        var token = _json.Span.Slice(column.NameStart, column.NameLength);
        if (!column.IsEscaped)
        {
            return token[1..^1].SequenceEqual(name);
        }

        var reader = new Utf8JsonReader(token);
        reader.Read();
        return reader.ValueTextEquals(name);
    }

    private string? TextOf(in ViewedColumn column)
    {
        var reader = new Utf8JsonReader(_json.Span.Slice(column.NameStart, column.NameLength));
        reader.Read();
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no name of a column.
            return null;
        }
    }

    private static bool NextName(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>One occurrence of a column.</summary>
    private readonly record struct ViewedColumn(ColumnPlace Place, int NameStart, int NameLength, bool IsEscaped, int Start, int Length);
}
