using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>Writes each row as a JSON object on a line of its own. A row reaches the output when it is complete.</summary>
/// <remarks>
/// Numbers stand with all their digits; what is no number (<c>NaN</c>, <c>Infinity</c>) is a string. Bytes are base64. A map whose keys are values without parts is an object
/// of them, another an array of <c>key</c> and <c>value</c>. Nulls are written. Holds no memory between rows.
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A JSON writer over a buffer holds nothing but the buffer, which is given back after each row.")]
internal sealed class JsonRowWriter : IRowSink
{
    private const int UuidLength = 36;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly PooledArray<byte> _row = new();
    private readonly Utf8JsonWriter _json;
    private readonly JsonRole[] _roles;
    private readonly JsonEncodedText[] _names;
    private readonly bool[] _isEntryOpen;

    public JsonRowWriter(RowSchema schema)
    {
        _json = new Utf8JsonWriter(_row, Options);
        _roles = [.. schema.All.Select(RoleOf)];
        _names = [.. schema.All.Select(field => JsonEncodedText.Encode(field.Name, Options.Encoder))];
        _isEntryOpen = new bool[schema.All.Count];
    }

    /// <summary>Where complete rows go.</summary>
    public IBufferWriter<byte>? Output { get; set; }

    public void BeginRow()
    {
        DropRow();
        _json.WriteStartObject();
    }

    public void EndRow()
    {
        var output = Output ?? throw new InvalidOperationException("A row needs an output.");
        _json.WriteEndObject();
        _json.Flush();
        _row.Add((byte)'\n');
        output.Write(_row.Written);
        DropRow();
    }

    public void DropRow()
    {
        _row.Dispose();
        _json.Reset(_row);
        _isEntryOpen.AsSpan().Clear();
    }

    public void Null(RowField field)
    {
        Begin(field);
        _json.WriteNullValue();
    }

    public void Boolean(RowField field, bool value) => Write(field, value ? "true"u8 : "false"u8, isString: false);

    public void Int32(RowField field, int value)
    {
        Span<byte> text = stackalloc byte[IsoText.Longest];
        if (field.Type.Kind == FieldKind.Date)
        {
            Write(field, text[..IsoText.WriteDay(text, value)], isString: true);
        }
        else
        {
            value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
            Write(field, text[..length], isString: false);
        }
    }

    public void Int64(RowField field, long value)
    {
        Span<byte> text = stackalloc byte[IsoText.Longest];
        if (field.Type.Kind == FieldKind.Timestamp)
        {
            Write(field, text[..IsoText.WriteMoment(text, value)], isString: true);
        }
        else
        {
            value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
            Write(field, text[..length], isString: false);
        }
    }

    public void Float(RowField field, float value)
    {
        Span<byte> text = stackalloc byte[NumberText.Longest];
        Write(field, text[..NumberText.WriteFloat(text, value)], isString: !float.IsFinite(value));
    }

    public void Double(RowField field, double value)
    {
        Span<byte> text = stackalloc byte[NumberText.Longest];
        Write(field, text[..NumberText.WriteDouble(text, value)], isString: !double.IsFinite(value));
    }

    public void String(RowField field, ReadOnlySpan<byte> value) => Write(field, value, isString: true);

    public void Bytes(RowField field, ReadOnlySpan<byte> value)
    {
        if (_roles[field.Ordinal] != JsonRole.Name)
        {
            Begin(field);
            _json.WriteBase64StringValue(value);
            return;
        }

        var text = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(value.Length));
        Base64.EncodeToUtf8(value, text, out _, out var length);
        _json.WritePropertyName(text.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(text);
    }

    public void Uuid(RowField field, ReadOnlySpan<byte> value)
    {
        Span<byte> text = stackalloc byte[UuidLength];
        new Guid(value, bigEndian: true).TryFormat(text, out _);
        Write(field, text, isString: true);
    }

    public void Decimal(RowField field, Int128 unscaled)
    {
        Span<byte> text = stackalloc byte[NumberText.Longest];
        Write(field, text[..NumberText.WriteDecimal(text, unscaled, field.Type.Scale)], isString: false);
    }

    public void BeginStruct(RowField field)
    {
        Begin(field);
        _json.WriteStartObject();
    }

    public void EndStruct(RowField field) => _json.WriteEndObject();

    public void BeginList(RowField field, int count)
    {
        Begin(field);
        if (IsObject(field))
        {
            _json.WriteStartObject();
        }
        else
        {
            _json.WriteStartArray();
        }
    }

    public void BeginItem(RowField field)
    {
        if (field.Type.Kind == FieldKind.Map && !IsObject(field))
        {
            EndEntry(field);
            _json.WriteStartObject();
            _isEntryOpen[field.Ordinal] = true;
        }
    }

    public void EndList(RowField field)
    {
        EndEntry(field);
        if (IsObject(field))
        {
            _json.WriteEndObject();
        }
        else
        {
            _json.WriteEndArray();
        }
    }

    /// <summary>Whether a list or map is an object, its keys the names of members.</summary>
    private static bool IsObject(RowField field) => field.Type.Kind == FieldKind.Map && field.Children[0].Type.Kind < FieldKind.List;

    private static JsonRole RoleOf(RowField field) => field.Parent?.Type.Kind switch
    {
        FieldKind.List => JsonRole.Value,
        FieldKind.Map when IsObject(field.Parent) => field == field.Parent.Children[0] ? JsonRole.Name : JsonRole.Value,
        _ => JsonRole.Member,
    };

    private void EndEntry(RowField field)
    {
        if (_isEntryOpen[field.Ordinal])
        {
            _json.WriteEndObject();
            _isEntryOpen[field.Ordinal] = false;
        }
    }

    private void Begin(RowField field)
    {
        if (_roles[field.Ordinal] == JsonRole.Member)
        {
            _json.WritePropertyName(_names[field.Ordinal]);
        }
    }

    private void Write(RowField field, ReadOnlySpan<byte> text, bool isString)
    {
        if (_roles[field.Ordinal] == JsonRole.Name)
        {
            _json.WritePropertyName(text);
            return;
        }

        Begin(field);
        if (isString)
        {
            _json.WriteStringValue(text);
        }
        else
        {
            _json.WriteRawValue(text, skipInputValidation: true);
        }
    }
}
