using System.Text;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

/// <summary>
/// Gives values to a sink as a shape does. A value is null, bool, int, long, float, double, string, byte[], Guid or Int128; an array of values is a list,
/// and a struct; an array of arrays of two is a map.
/// </summary>
internal static class RowFeed
{
    public static void Give(IRowSink sink, RowSchema schema, object?[] row)
    {
        sink.BeginRow();
        Fields(sink, schema.Row, row);
        sink.EndRow();
    }

    private static void Fields(IRowSink sink, RowField parent, object?[] values)
    {
        Assert.Equal(parent.Children.Count, values.Length);
        for (var index = 0; index < values.Length; index++)
        {
            Value(sink, parent.Children[index], values[index]);
        }
    }

    private static void Value(IRowSink sink, RowField field, object? value)
    {
        switch (value)
        {
            case null:
                sink.Null(field);
                break;
            case bool boolean:
                sink.Boolean(field, boolean);
                break;
            case int number:
                sink.Int32(field, number);
                break;
            case long number:
                sink.Int64(field, number);
                break;
            case float number:
                sink.Float(field, number);
                break;
            case double number:
                sink.Double(field, number);
                break;
            case string text:
                sink.String(field, Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                sink.Bytes(field, bytes);
                break;
            case Guid uuid:
                sink.Uuid(field, uuid.ToByteArray(bigEndian: true));
                break;
            case Int128 number:
                sink.Decimal(field, number);
                break;
            case object?[] values when field.Type.Kind == FieldKind.Struct:
                sink.BeginStruct(field);
                Fields(sink, field, values);
                sink.EndStruct(field);
                break;
            case object?[] values:
                Items(sink, field, values);
                break;
            default:
                throw new ArgumentException($"No field is a {value.GetType()}.", nameof(value));
        }
    }

    private static void Items(IRowSink sink, RowField field, object?[] values)
    {
        sink.BeginList(field, values.Length);
        foreach (var value in values)
        {
            sink.BeginItem(field);
            if (field.Type.Kind == FieldKind.List)
            {
                Value(sink, field.Children[0], value);
            }
            else
            {
                Fields(sink, field, (object?[])value!);
            }
        }

        sink.EndList(field);
    }
}
