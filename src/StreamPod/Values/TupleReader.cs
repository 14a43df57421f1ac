using System.Text.Json;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>tuple</c>; elements that the array ends before are null.</summary>
internal sealed class TupleReader(RowField field, ValueReader[] elements) : ValueReader(field, "tupleT")
{
    protected override void ReadMember(ref Utf8JsonReader reader, IRowSink sink)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unreadable("an array", JsonNames.Found(ref reader));
        }

        sink.BeginStruct(Field);
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (count == elements.Length)
            {
                throw Unreadable($"a tuple of {elements.Length}", "more");
            }

            elements[count].ReadCell(ref reader, sink);
        }

        for (; count < elements.Length; count++)
        {
            elements[count].WriteNull(sink);
        }

        sink.EndStruct(Field);
    }
}
