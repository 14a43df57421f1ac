using System.Text.Json;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>list</c> or <c>set</c>, elements that are null included.</summary>
internal sealed class ListReader(RowField field, ValueReader element, string member) : ValueReader(field, member)
{
    protected override void ReadMember(ref Utf8JsonReader reader, IRowSink sink)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unreadable("an array", JsonNames.Found(ref reader));
        }

        sink.BeginList(Field, CountOf(reader));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            sink.BeginItem(Field);
            element.ReadCell(ref reader, sink);
        }

        sink.EndList(Field);
    }

    /// <summary>Elements of the array that a copy of the reader is at.</summary>
    public static int CountOf(Utf8JsonReader array)
    {
        var count = 0;
        while (array.Read() && array.TokenType != JsonTokenType.EndArray)
        {
            count++;
            array.Skip();
        }

        return count;
    }
}
