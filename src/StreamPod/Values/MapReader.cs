using System.Text.Json;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>map</c>: entries whose members come in any order.</summary>
internal sealed class MapReader(RowField field, ValueReader key, ValueReader value) : ValueReader(field, "mapT")
{
    protected override void ReadMember(ref Utf8JsonReader reader, IRowSink sink)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unreadable("an array", JsonNames.Found(ref reader));
        }

        sink.BeginList(Field, ListReader.CountOf(reader));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Unreadable("an entry of key and value", JsonNames.Found(ref reader));
            }

            sink.BeginItem(Field);
            ReadEntry(ref reader, sink);
        }

        sink.EndList(Field);
    }

    private void ReadEntry(ref Utf8JsonReader reader, IRowSink sink)
    {
        var (hasKey, hasValue, isValueLater) = (false, false, false);
        var early = reader;
        while (JsonNames.Next(ref reader))
        {
            var isKey = JsonNames.Is(ref reader, "key"u8);
            var isValue = !isKey && JsonNames.Is(ref reader, "value"u8);
            reader.Read();
            if ((isKey && hasKey) || (isValue && hasValue))
            {
                throw Unreadable("one key and one value", "a second");
            }

            if (isKey)
            {
                hasKey = true;
                key.Read(ref reader, sink);
            }
            else if (isValue && hasKey)
            {
                hasValue = true;
                value.Read(ref reader, sink);
            }
            else
            {
                if (isValue)
                {
                    (hasValue, isValueLater) = (true, true);
                    early = reader;
                }

                reader.Skip();
            }
        }

        if (!hasKey)
        {
            throw Unreadable("an entry with a key", "none");
        }

        if (isValueLater)
        {
            value.Read(ref early, sink);
        }
        else if (!hasValue)
        {
            value.WriteNull(sink);
        }
    }
}
