using System.Text.Json;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>boolean</c>, which is a JSON boolean.</summary>
internal sealed class BooleanReader(RowField field) : ValueReader(field, "boolT")
{
    protected override void ReadMember(ref Utf8JsonReader reader, IRowSink sink)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            throw Unreadable("true or false", JsonNames.Found(ref reader));
        }

        sink.Boolean(Field, reader.TokenType == JsonTokenType.True);
    }
}
