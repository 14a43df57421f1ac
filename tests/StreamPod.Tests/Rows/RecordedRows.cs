using System.Globalization;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Rows;

/// <summary>Keeps the rows it is given in the forms of <c>tests/Golden/types/README.md</c>, and holds the giver to the order of the schema.</summary>
internal sealed class RecordedRows(RowSchema schema) : IRowSink
{
    private readonly Stack<Level> _open = new();

    /// <summary>After how many calls to fail; negative for never.</summary>
    public int FailAfter { get; set; } = -1;

    public List<JsonObject> Rows { get; } = [];

    public int Calls { get; private set; }

    public bool IsInRow => _open.Count > 0;

    public void BeginRow()
    {
        Assert.Empty(_open);
        _open.Push(new Level(schema.Row, new JsonObject()));
    }

    public void EndRow()
    {
        Call();
        Rows.Add((JsonObject)Close(schema.Row));
        Assert.Empty(_open);
    }

    public void DropRow() => _open.Clear();

    public void Null(RowField field)
    {
        Assert.False(field.Field.IsRequired, $"{field} is required");
        Give(field, null);
    }

    public void Boolean(RowField field, bool value) => Give(field, JsonValue.Create(value), FieldKind.Boolean);

    public void Int32(RowField field, int value) => Give(field, Text(value), FieldKind.Int32, FieldKind.Date);

    public void Int64(RowField field, long value) => Give(field, Text(value), FieldKind.Int64, FieldKind.Timestamp, FieldKind.Time);

    public void Float(RowField field, float value) => Give(field, value.ToString(CultureInfo.InvariantCulture), FieldKind.Float);

    public void Double(RowField field, double value) => Give(field, value.ToString(CultureInfo.InvariantCulture), FieldKind.Double);

    public void String(RowField field, ReadOnlySpan<byte> value) => Give(field, new System.Text.UTF8Encoding(false, true).GetString(value), FieldKind.String);

    public void Bytes(RowField field, ReadOnlySpan<byte> value) => Give(field, Convert.ToHexStringLower(value), FieldKind.Bytes);

    public void Uuid(RowField field, ReadOnlySpan<byte> value)
    {
        var hex = Convert.ToHexStringLower(value);
        Give(field, $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}", FieldKind.Uuid);
    }

    public void Decimal(RowField field, Int128 unscaled)
    {
        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(field.Type.Scale + 1, '0');
        Assert.True(digits.TrimStart('0').Length <= field.Type.Precision, $"{field} has {digits.Length} digits");
        var point = digits.Length - field.Type.Scale;
        Give(field, $"{(unscaled < 0 ? "-" : "")}{digits[..point]}{(field.Type.Scale > 0 ? "." : "")}{digits[point..]}", FieldKind.Decimal);
    }

    public void BeginStruct(RowField field) => Open(field, new JsonObject(), -1, FieldKind.Struct);

    public void EndStruct(RowField field) => Give(field, Close(field));

    public void BeginList(RowField field, int count) => Open(field, new JsonArray(), count, FieldKind.List, FieldKind.Map);

    public void BeginItem(RowField field)
    {
        Call();
        var list = _open.Peek();
        Assert.Same(list.Field, field);
        Assert.True(list.Next == 0, $"{field}: an item begins in another");
        list.Items++;
        list.Next = 1;
        if (field.Type.Kind == FieldKind.Map)
        {
            ((JsonArray)list.Content).Add((JsonNode)new JsonArray());
        }
    }

    public void EndList(RowField field)
    {
        var list = _open.Peek();
        Assert.Equal((list.Count, 0), (list.Items, list.Next));
        Give(field, Close(field));
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private void Call()
    {
        if (Calls++ == FailAfter)
        {
            throw new IOException("The sink fails.");
        }
    }

    private void Open(RowField field, JsonNode content, int count, params FieldKind[] kinds)
    {
        Call();
        Assert.Contains(field.Type.Kind, kinds);
        _open.Push(new Level(field, content) { Count = count });
    }

    private JsonNode Close(RowField field)
    {
        var level = _open.Pop();
        Assert.Same(field, level.Field);
        if (level.Content is JsonObject)
        {
            Assert.Equal(field.Children.Count, level.Next);
        }

        return level.Content;
    }

    private void Give(RowField field, JsonNode? value, params FieldKind[] kinds)
    {
        Call();
        if (kinds.Length > 0)
        {
            Assert.Contains(field.Type.Kind, kinds);
        }

        var level = _open.Peek();
        Assert.Same(level.Field, field.Parent);
        switch (level.Field.Type.Kind)
        {
            case FieldKind.Struct:
                Assert.Same(level.Field.Children[level.Next++], field);
                ((JsonObject)level.Content)[field.Name] = value;
                break;
            case FieldKind.List:
                Assert.Equal(1, level.Next);
                level.Next = 0;
                ((JsonArray)level.Content).Add(value);
                break;
            default:
                Assert.Same(level.Field.Children[level.Next - 1], field);
                level.Next = level.Next == 2 ? 0 : 2;
                ((JsonArray)((JsonArray)level.Content)[^1]!).Add(value);
                break;
        }
    }

    /// <summary>A struct, list or map that is open.</summary>
    private sealed class Level(RowField field, JsonNode content)
    {
        public RowField Field { get; } = field;

        public JsonNode Content { get; } = content;

        public int Count { get; init; } = -1;

        public int Items { get; set; }

        /// <summary>The child that is next; in a list 1 while an item is awaited.</summary>
        public int Next { get; set; }
    }
}
