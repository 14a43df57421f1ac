using System.Text.Json;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads a user-defined type: fields come in any order and are given in that of the type; those that are missing are null.</summary>
internal sealed class UserTypeReader(RowField field, ValueReader[] fields, IReadOnlyList<string> names) : ValueReader(field, "udtT")
{
    private readonly byte[][] _names = [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];

    protected override void ReadMember(ref Utf8JsonReader reader, IRowSink sink)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unreadable("an object", JsonNames.Found(ref reader));
        }

        var isInOrder = AreInOrder(reader);
        sink.BeginStruct(Field);
        if (isInOrder)
        {
            ReadInOrder(ref reader, sink);
        }
        else
        {
            for (var index = 0; index < fields.Length; index++)
            {
                ReadOne(reader, index, sink);
            }

            reader.Skip();
        }

        sink.EndStruct(Field);
    }

    /// <summary>Looks through the names of the object that a copy of the reader is at.</summary>
    private bool AreInOrder(Utf8JsonReader reader)
    {
        var isInOrder = true;
        for (var last = -1; JsonNames.Next(ref reader);)
        {
            var index = IndexOf(ref reader, last + 1);
            if (index < 0)
            {
                throw Unreadable("fields of its type", "another");
            }

            isInOrder &= index > last;
            last = index;
            reader.Read();
            reader.Skip();
        }

        return isInOrder;
    }

    private void ReadInOrder(ref Utf8JsonReader reader, IRowSink sink)
    {
        var next = 0;
        while (JsonNames.Next(ref reader))
        {
            for (var index = IndexOf(ref reader, next); next < index; next++)
            {
                fields[next].WriteNull(sink);
            }

            reader.Read();
            fields[next++].ReadCell(ref reader, sink);
        }

        for (; next < fields.Length; next++)
        {
            fields[next].WriteNull(sink);
        }
    }

    private void ReadOne(Utf8JsonReader reader, int index, IRowSink sink)
    {
        var isRead = false;
        while (JsonNames.Next(ref reader))
        {
            var isThis = JsonNames.Is(ref reader, _names[index]);
            reader.Read();
            if (!isThis)
            {
                reader.Skip();
            }
            else if (isRead)
            {
                throw Unreadable("each field once", "one a second time");
            }
            else
            {
                isRead = true;
                fields[index].ReadCell(ref reader, sink);
            }
        }

        if (!isRead)
        {
            fields[index].WriteNull(sink);
        }
    }

    private int IndexOf(scoped ref Utf8JsonReader reader, int likely)
    {
        for (var step = 0; step < _names.Length; step++)
        {
            var index = (likely + step) % _names.Length;
            if (JsonNames.Is(ref reader, _names[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
