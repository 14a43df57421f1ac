using System.Text.Json;

namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>Finds columns in the wire JSON of a record: keys first, then the new image, then the old one.</summary>
internal ref struct ColumnSearch
{
    private readonly byte[][] _names;
    private readonly Span<FoundColumn> _found;
    private Utf8JsonReader _reader;

    private ColumnSearch(ReadOnlySpan<byte> json, byte[][] names, Span<FoundColumn> found)
    {
        _names = names;
        _found = found;
        _reader = new Utf8JsonReader(json);
    }

    /// <exception cref="JsonException">The record is not JSON.</exception>
    public static void Find(ReadOnlySpan<byte> json, byte[][] names, Span<FoundColumn> found)
    {
        found.Fill(new FoundColumn(ColumnPlace.Nowhere, -1, 0));
        var search = new ColumnSearch(json, names, found);
        search.SearchRecord();
    }

    private void SearchRecord()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (!AllFirst() && NextName())
        {
            var places = _reader.ValueTextEquals("partitionKeys"u8) ? (ColumnPlace.PartitionKeys, ColumnPlace.Nowhere)
                : _reader.ValueTextEquals("clusteringKeys"u8) ? (ColumnPlace.ClusteringKeys, ColumnPlace.Nowhere)
                : _reader.ValueTextEquals("newImage"u8) ? (ColumnPlace.NewValueCells, ColumnPlace.NewStaticCells)
                : _reader.ValueTextEquals("oldImage"u8) ? (ColumnPlace.OldValueCells, ColumnPlace.OldStaticCells)
                : (ColumnPlace.Nowhere, ColumnPlace.Nowhere);
            _reader.Read();
            if (places.Item1 == ColumnPlace.Nowhere)
            {
                _reader.Skip();
            }
            else if (places.Item2 == ColumnPlace.Nowhere)
            {
                SearchMap(places.Item1, cells: false);
            }
            else
            {
                SearchRow(places.Item1, places.Item2);
            }
        }
    }

    /// <summary>Nothing better can come once every column was seen among the partition keys.</summary>
    private readonly bool AllFirst()
    {
        foreach (var column in _found)
        {
            if (column.Place != ColumnPlace.PartitionKeys)
            {
                return false;
            }
        }

        return true;
    }

    private void SearchRow(ColumnPlace values, ColumnPlace statics)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        while (NextName())
        {
            var place = _reader.ValueTextEquals("valueCells"u8) ? values : _reader.ValueTextEquals("staticCells"u8) ? statics : ColumnPlace.Nowhere;
            _reader.Read();
            if (place == ColumnPlace.Nowhere)
            {
                _reader.Skip();
            }
            else
            {
                SearchMap(place, cells: true);
            }
        }
    }

    private void SearchMap(ColumnPlace place, bool cells)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        while (NextName())
        {
            var column = IndexOfName();
            _reader.Read();
            if (column < 0 || _found[column].Place <= place)
            {
                _reader.Skip();
            }
            else if (cells && _reader.TokenType == JsonTokenType.StartObject)
            {
                _found[column] = ValueOfCell(place);
            }
            else
            {
                _found[column] = TakeValue(place);
            }
        }
    }

    private FoundColumn ValueOfCell(ColumnPlace place)
    {
        var found = new FoundColumn(place, -1, 0);
        while (NextName())
        {
            var isValue = _reader.ValueTextEquals("value"u8);
            _reader.Read();
            if (isValue)
            {
                found = TakeValue(place);
            }
            else
            {
                _reader.Skip();
            }
        }

        return found;
    }

    private FoundColumn TakeValue(ColumnPlace place)
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return new FoundColumn(place, -1, 0);
        }

        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        return new FoundColumn(place, start, (int)_reader.BytesConsumed - start);
    }

    private bool NextName()
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.PropertyName;
    }

    private readonly int IndexOfName()
    {
        for (var index = 0; index < _names.Length; index++)
        {
            if (_reader.ValueTextEquals(_names[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
