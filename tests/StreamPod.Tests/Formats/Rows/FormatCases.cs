using System.Globalization;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

/// <summary>What every format must keep, as files that readers of other makes judge.</summary>
internal static class FormatCases
{
    private static readonly FieldType Text = FieldType.Of(FieldKind.String);
    private static readonly FieldType Number = FieldType.Of(FieldKind.Int32);
    private static readonly FieldType Uuid = FieldType.Of(FieldKind.Uuid);

    public static IReadOnlyList<FormatCase> All { get; } =
    [
        GoldenRows.Case(), Scalars(), FarAway(), FloatingPoint(), Decimals(), Nulls(), Deep(), Uuids(), Large(), DroppedRows(), NothingButDropped(), NoRows(), ManyGroups(),
        Names(), new RandomRows(1).Case("chance_1", 25, 200, 16 * 1024), new RandomRows(2).Case("chance_2", 40, 300, 64 * 1024), new RandomRows(3).Case("chance_3", 10, 1000, 1024),
    ];

    private static FormatCase Scalars() => new FormatCase("scalars", SchemaOf(
            FieldType.Of(FieldKind.Boolean), Number, FieldType.Of(FieldKind.Int64), Text, FieldType.Of(FieldKind.Bytes), FieldType.Of(FieldKind.Date), FieldType.Of(FieldKind.Timestamp), FieldType.Of(FieldKind.Time)))
        .Row(true, int.MinValue, long.MinValue, "", Array.Empty<byte>(), -719162, -62135596800000L, 0L)
        .Row(false, int.MaxValue, long.MaxValue, "aä€😀\0\ufeff", new byte[] { 0, 255 }, 2932896, 253402300799999L, 86399999999999L)
        .Row(null, null, null, null, null, null, null, null);

    private static FormatCase FarAway() => new FormatCase("far_away", SchemaOf(FieldType.Of(FieldKind.Date), FieldType.Of(FieldKind.Timestamp), FieldType.Of(FieldKind.Time)))
    {
        WhyNotDuckDb = "its dates and timestamps end before those of CQL",
    }
        .Row(int.MinValue, long.MinValue, long.MinValue)
        .Row(int.MaxValue, long.MaxValue, long.MaxValue);

    private static FormatCase FloatingPoint() => new FormatCase("floating_point", SchemaOf(FieldType.Of(FieldKind.Float), FieldType.Of(FieldKind.Double)))
        .Row(float.NaN, double.NaN)
        .Row(0f, 0d)
        .Row(-0f, -0d)
        .Row(float.PositiveInfinity, double.PositiveInfinity)
        .Row(float.NegativeInfinity, double.NegativeInfinity)
        .Row(float.Epsilon, double.Epsilon)
        .Row(float.MaxValue, double.MaxValue)
        .Row(1.5f, -0.1);

    private static FormatCase Decimals()
    {
        int[] precisions = [1, 2, 9, 10, 18, 19, 27, 37, 38];
        var schema = SchemaOf([.. precisions.SelectMany(precision => new[] { FieldType.Decimal(precision, 0), FieldType.Decimal(precision, precision), FieldType.Decimal(precision, precision / 2) })]);
        object? Of(int precision, Int128 sign) => sign * (Int128.Parse(new string('9', precision), CultureInfo.InvariantCulture));
        return new FormatCase("decimals", schema)
            .Row([.. precisions.SelectMany(precision => Enumerable.Repeat(Of(precision, 1), 3))])
            .Row([.. precisions.SelectMany(precision => Enumerable.Repeat(Of(precision, -1), 3))])
            .Row([.. precisions.SelectMany(_ => Enumerable.Repeat((object?)Int128.Zero, 3))])
            .Row([.. precisions.SelectMany(_ => Enumerable.Repeat((object?)Int128.NegativeOne, 3))]);
    }

    private static FormatCase Nulls()
    {
        var inner = FieldType.Struct(new Field("number", Number), new Field("texts", FieldType.List(Text)));
        return new FormatCase("nulls", SchemaOf(FieldType.List(Number), FieldType.Map(Text, Number), FieldType.Map(Number, FieldType.List(Text)), inner, FieldType.List(inner), FieldType.List(FieldType.List(FieldType.List(Number)))))
            .Row(null, null, null, null, null, null)
            .Row(Values(), Values(), Values(), Values(null, null), Values(), Values())
            .Row(Values(null), Values(Values("k", null)), Values(Values(1, null)), Values(null, Values()), Values(null, Values(null, null), Values(1, Values(null, "a"))), Values(null, Values()))
            .Row(Values(1, null, 2), Values(Values("k", 1), Values("l", null)), Values(Values(1, Values()), Values(2, Values("a", null))), Values(1, Values("a")), Values(Values(1, Values())), Values(Values(null, Values(), Values(1, null)), null, Values(Values(2), Values(3, 4))));
    }

    private static FormatCase Deep()
    {
        var type = Number;
        object? value = 7;
        object? hollow = null;
        for (var level = 0; level < 8; level++)
        {
            (type, value, hollow) = (level % 3) switch
            {
                0 => (FieldType.List(type), Values(value, null, value), Values(hollow)),
                1 => (FieldType.Map(Number, type), Values(Values(1, value), Values(2, null)), Values(Values(3, hollow))),
                _ => (FieldType.Struct(new Field("deep", type), new Field("beside", Text, IsRequired: true)), Values(value, "b"), Values(hollow, "h")),
            };
        }

        return new FormatCase("deep", SchemaOf(type, Number)).Row(value, 1).Row(hollow, 2).Row(null, 3);
    }

    private static FormatCase Uuids() => new FormatCase("uuids", SchemaOf(Uuid, FieldType.List(Uuid), FieldType.Map(Uuid, Uuid)))
        .Row(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), Values(Guid.Empty, null), Values(Values(Guid.AllBitsSet, Guid.Empty)))
        .Row(null, null, null);

    private static FormatCase Large()
    {
        var large = new FormatCase("large", SchemaOf(Text, FieldType.Of(FieldKind.Bytes), FieldType.List(Text))) { GroupBytes = 4 * 1024 * 1024 };
        for (var row = 0; row < 4; row++)
        {
            large.Row(new string((char)('a' + row), 1 << 20), Enumerable.Range(row, 1 << 20).Select(value => (byte)(value * 31)).ToArray(), Values("", new string('x', 1 << 20)));
        }

        return large;
    }

    /// <summary>Rows break off as the first and the last, after every value of a row, and where a row group ends; what is after them stands where it belongs.</summary>
    private static FormatCase DroppedRows()
    {
        var schema = SchemaOf(Number, FieldType.List(FieldType.List(Text)), FieldType.Map(Text, Uuid), FieldType.Struct(new Field("a", Number), new Field("b", FieldType.Decimal(38, 0))), FieldType.Of(FieldKind.Boolean), Text);
        object?[] Row(int number) => [number, Values(Values("a", $"{number}"), Values(), null), Values(Values("k", Guid.Empty)), Values(number, (Int128)number), number % 2 == 0, null];
        var written = new FormatCase("dropped_rows", schema) { GroupBytes = 256 };
        for (var number = 0; number < 40; number++)
        {
            written.Broken(number % 25, Row(-1 - number)).Row(Row(number)).Broken(24 - (number % 25), Row(-100 - number));
        }

        return written;
    }

    private static FormatCase NothingButDropped() => new FormatCase("nothing_but_dropped", SchemaOf(Number, Text)).Broken(0, 1, "a").Broken(1, 1, "a").Broken(2, 1, "a");

    private static FormatCase NoRows() => new("no_rows", SchemaOf(Number, FieldType.List(Text)));

    private static FormatCase ManyGroups() => new FormatCase("many_groups", SchemaOf(Number, FieldType.List(Number), Text)) { GroupBytes = 100 }
        .Rows(Enumerable.Range(0, 100).Select(row => new object?[] { row, Enumerable.Range(0, row % 7).Select(object? (item) => item).ToArray(), $"{row}" }));

    private static FormatCase Names() => new FormatCase("media.odd-name", new RowSchema("media.odd-name",
        [
            new Field("a b", Number), new Field("a_u0020b", Number), new Field("a_u0020b_2", Number), new Field("1st", Number), new Field("ä€😀", Text), new Field("\"quoted\" \\", Number), new Field("x.y", Number),
            new Field("x", FieldType.Struct(new Field("y_z", FieldType.Struct(new Field("type", Number)))), IsRequired: true), new Field("x_y", FieldType.Struct(new Field("z", FieldType.Struct(new Field("null", Number))))),
            new Field("uuid", Uuid), new Field("map", FieldType.Map(Number, FieldType.Map(Number, Number))),
        ]))
        .Row(1, 2, 3, 4, "5", 6, 7, Values(Values(8)), Values(Values(9)), Guid.AllBitsSet, Values(Values(10, Values(Values(11, 12)))));

    private static RowSchema SchemaOf(params FieldType[] types) => new("keyspace_table", [.. types.Select((type, index) => new Field($"c{index}", type))]);

    // Not params: an array that is the only value would be taken for all values.
    private static object?[] Values() => [];

    private static object?[] Values(object? only) => [only];

    private static object?[] Values(object? first, object? second) => [first, second];

    private static object?[] Values(object? first, object? second, object? third) => [first, second, third];
}
