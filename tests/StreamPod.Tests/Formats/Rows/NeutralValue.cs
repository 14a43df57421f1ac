using System.Globalization;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

/// <summary>Values in the form of no format that the readers in eng/readers print: numbers as text, floating-point ones as the digits of their bits.</summary>
internal static class NeutralValue
{
    public static JsonObject Of(RowSchema schema, object?[] row) => Fields(schema.Row, row);

    private static JsonNode? Of(RowField field, object? value) => (field.Type.Kind, value) switch
    {
        (_, null) => null,
        (FieldKind.Boolean, bool boolean) => JsonValue.Create(boolean),
        (FieldKind.Float, float number) => float.IsNaN(number) ? "NaN" : BitConverter.SingleToUInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture),
        (FieldKind.Double, double number) => double.IsNaN(number) ? "NaN" : BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        (FieldKind.String, string text) => text,
        (FieldKind.Bytes, byte[] bytes) => Convert.ToHexStringLower(bytes),
        (FieldKind.Uuid, Guid uuid) => uuid.ToString("D"),
        (FieldKind.Decimal, Int128 number) => DecimalText(number, field.Type.Scale),
        (FieldKind.Struct, object?[] values) => Fields(field, values),
        (FieldKind.List, object?[] values) => new JsonArray([.. values.Select(item => Of(field.Children[0], item))]),
        (FieldKind.Map, object?[] entries) => new JsonArray([.. entries.Select(entry => Entry(field, (object?[])entry!)).OrderBy(entry => entry[0]!.ToJsonString(), StringComparer.Ordinal)]),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    public static string DecimalText(Int128 number, int scale)
    {
        var digits = Int128.Abs(number).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return number < 0 ? $"-{text}" : text;
    }

    private static JsonObject Fields(RowField parent, object?[] values) =>
        new(parent.Children.Select((field, index) => KeyValuePair.Create(field.Name, Of(field, values[index]))));

    private static JsonArray Entry(RowField map, object?[] entry) => [Of(map.Children[0], entry[0]), Of(map.Children[1], entry[1])];
}
