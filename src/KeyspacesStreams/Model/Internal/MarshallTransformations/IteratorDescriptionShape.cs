using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads where an iterator stands.</summary>
internal static class IteratorDescriptionShape
{
    public static IteratorDescription? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new IteratorDescription();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("iteratorPosition"u8))
            {
                shape.IteratorPosition = JsonShape.Text(ref reader) is { } value ? IteratorPosition.FindValue(value) : null;
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
