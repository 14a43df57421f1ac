using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

/// <summary>Schemas and rows by chance of a seed: every kind of field, lists, maps and structs in each other, nulls and empty ones at every level.</summary>
internal sealed class RandomRows(int seed)
{
    private readonly Random _random = new(seed);

    public FormatCase Case(string name, int columns, int rows, int groupBytes)
    {
        var schema = new RowSchema(name, [.. Enumerable.Range(0, columns).Select(index => new Field($"c{index}", TypeOf(4), IsRequired: index % 5 == 0))]);
        var written = new FormatCase(name, schema) { GroupBytes = groupBytes };
        for (var row = 0; row < rows; row++)
        {
            if (_random.Next(6) == 0)
            {
                written.Broken(_random.Next(columns), Row(schema));
            }

            written.Row(Row(schema));
        }

        return written;
    }

    private object?[] Row(RowSchema schema) => [.. schema.Row.Children.Select(field => ValueOf(field.Field))];

    private FieldType TypeOf(int depth) => (depth == 0 ? 0 : _random.Next(8)) switch
    {
        5 => FieldType.List(TypeOf(depth - 1)),
        6 => FieldType.Map(FieldType.Of(_random.Next(2) == 0 ? FieldKind.String : FieldKind.Int32), TypeOf(depth - 1)),
        7 => FieldType.Struct([.. Enumerable.Range(0, 1 + _random.Next(3)).Select(index => new Field($"f{index}", TypeOf(depth - 1), _random.Next(3) == 0))]),
        _ => _random.Next(12) switch
        {
            0 => FieldType.Decimal(1 + _random.Next(9), 1),
            1 => FieldType.Decimal(10 + _random.Next(9), 2),
            2 => FieldType.Decimal(19 + _random.Next(20), 3),
            var kind => FieldType.Of((FieldKind)(kind < 8 ? kind : kind == 8 ? (int)FieldKind.Boolean : kind)),
        },
    };

    private object? ValueOf(Field field) => !field.IsRequired && _random.Next(4) == 0 ? null : field.Type.Kind switch
    {
        FieldKind.Boolean => _random.Next(2) == 0,
        FieldKind.Int32 => _random.Next(),
        FieldKind.Date => _random.Next(-700_000, 2_000_000),
        FieldKind.Int64 => _random.NextInt64(long.MinValue, long.MaxValue),
        FieldKind.Timestamp => _random.NextInt64(-60_000_000_000_000, 200_000_000_000_000),
        FieldKind.Time => _random.NextInt64(86_400_000_000_000),
        FieldKind.Float => (float)_random.NextDouble(),
        FieldKind.Double => -_random.NextDouble(),
        FieldKind.String => new string((char)('a' + _random.Next(26)), _random.Next(20)),
        FieldKind.Bytes => Bytes(_random.Next(20)),
        FieldKind.Uuid => new Guid(Bytes(16)),
        FieldKind.Decimal => (Int128)_random.Next(-9, 9),
        FieldKind.List => Enumerable.Range(0, _random.Next(4)).Select(_ => ValueOf(field.Type.Fields[0])).ToArray(),
        FieldKind.Map => Enumerable.Range(0, _random.Next(4)).Select(object? (key) => new[] { KeyOf(field.Type.Fields[0].Type, key), ValueOf(field.Type.Fields[1]) }).ToArray(),
        FieldKind.Struct => field.Type.Fields.Select(ValueOf).ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type.Kind, "A known kind of field expected."),
    };

    private static object KeyOf(FieldType type, int key) => type.Kind == FieldKind.String ? $"key {key}" : key;

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
