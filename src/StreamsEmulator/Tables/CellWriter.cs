using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Writes plain JSON values as the service's cells and cell values, following the column's type.</summary>
internal static class CellWriter
{
    public static void WriteCell(Utf8JsonWriter json, CqlType type, JsonElement value, CellStamp? stamp)
    {
        json.WriteStartObject();
        json.WritePropertyName("value"u8);
        WriteValue(json, type, value, type.IsFrozen ? null : stamp);
        stamp?.Write(json);
        json.WriteEndObject();
    }

    public static void WriteValue(Utf8JsonWriter json, CqlType type, JsonElement value, CellStamp? stamp)
    {
        json.WriteStartObject();
        json.WritePropertyName(type.WireName);
        switch (type.Kind)
        {
            case CqlKind.Sequence or CqlKind.Tuple:
                WriteElements(json, type, value, stamp);
                break;
            case CqlKind.Map:
                WriteEntries(json, type, value, stamp);
                break;
            case CqlKind.Structure:
                WriteFields(json, type, value, stamp);
                break;
            case CqlKind.Truth when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                json.WriteBooleanValue(value.GetBoolean());
                break;
            case CqlKind.Truth:
                throw Mismatch(type, value);
            default:
                json.WriteStringValue(ScalarText(type, value));
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteElements(Utf8JsonWriter json, CqlType type, JsonElement value, CellStamp? stamp)
    {
        Require(type, value, JsonValueKind.Array);
        json.WriteStartArray();
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            var part = type.Kind == CqlKind.Sequence ? type.Parts[0] : PartAt(type, index++, value);
            WriteCell(json, part, element, stamp);
        }

        json.WriteEndArray();
    }

    private static CqlType PartAt(CqlType type, int index, JsonElement value) =>
        index < type.Parts.Count ? type.Parts[index] : throw Mismatch(type, value);

    /// <summary>A map is an object, or, for keys that are no strings, an array of {"key":…,"value":…}.</summary>
    private static void WriteEntries(Utf8JsonWriter json, CqlType type, JsonElement value, CellStamp? stamp)
    {
        json.WriteStartArray();
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in value.EnumerateObject())
            {
                using var key = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(entry.Name));
                WriteEntry(json, type, key.RootElement, entry.Value, stamp);
            }
        }
        else
        {
            Require(type, value, JsonValueKind.Array);
            foreach (var entry in value.EnumerateArray())
            {
                WriteEntry(json, type, entry.GetProperty("key"), entry.GetProperty("value"), stamp);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, CqlType type, JsonElement key, JsonElement value, CellStamp? stamp)
    {
        json.WriteStartObject();
        json.WritePropertyName("key"u8);
        WriteValue(json, type.Parts[0], key, stamp: null);
        json.WritePropertyName("value"u8);
        WriteValue(json, type.Parts[1], value, stamp: null);
        stamp?.Write(json);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, CqlType type, JsonElement value, CellStamp? stamp)
    {
        Require(type, value, JsonValueKind.Object);
        json.WriteStartObject();
        foreach (var field in value.EnumerateObject())
        {
            var index = type.Fields.ToList().IndexOf(field.Name);
            if (index < 0)
            {
                throw new EmulatorException($"The type has no field '{field.Name}', only {string.Join(", ", type.Fields)}.");
            }

            json.WritePropertyName(field.Name);
            WriteCell(json, type.Parts[index], field.Value, stamp);
        }

        json.WriteEndObject();
    }

    private static string ScalarText(CqlType type, JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() ?? "",
            JsonValueKind.Number => value.GetRawText(),
            _ => throw Mismatch(type, value),
        };
        var isFit = type.Kind switch
        {
            CqlKind.Text => true,
            CqlKind.Number => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            CqlKind.Fraction => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            CqlKind.Identifier => Guid.TryParse(text, out _),
            CqlKind.Bytes => System.Buffers.Text.Base64.IsValid(text),
            _ => false,
        };
        return isFit ? Written(type, text, value) : throw Mismatch(type, value);
    }

    private static string Written(CqlType type, string text, JsonElement value)
    {
        try
        {
            return type.Written?.Invoke(text) ?? text;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            throw new EmulatorException($"{Mismatch(type, value).Message} {fault.Message}");
        }
    }

    private static void Require(CqlType type, JsonElement value, JsonValueKind kind)
    {
        if (value.ValueKind != kind)
        {
            throw Mismatch(type, value);
        }
    }

    private static EmulatorException Mismatch(CqlType type, JsonElement value) =>
        new($"Value {value.GetRawText()} does not fit {type.WireName}.");
}
