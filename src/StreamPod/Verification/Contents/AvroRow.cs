namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>Reads the place that each row of an Avro file tells, and past everything else in it.</summary>
internal sealed class AvroRow
{
    private readonly AvroType _row;
    private readonly PlaceFields _fields;
    private string? _number;
    private string? _shardId;

    /// <param name="row">The schema of the file.</param>
    /// <param name="fields">Where rows tell their place.</param>
    /// <exception cref="InvalidDataException">It is no schema of such rows.</exception>
    public AvroRow(AvroType row, PlaceFields fields)
    {
        (_row, _fields) = (row, fields);
        Expect(fields.Number);
        Expect(fields.Shard);
    }

    /// <exception cref="FormatException">The row tells no place.</exception>
    /// <exception cref="InvalidDataException">The bytes are no row.</exception>
    public RecordPlace Read(AvroInput input)
    {
        (_number, _shardId) = (null, null);
        foreach (var field in _row.Fields)
        {
            Read(input, field);
        }

        return _fields.PlaceOf(_number, _shardId);
    }

    private void Read(AvroInput input, AvroField field)
    {
        if (field.Type.Kind != AvroKind.Record || (field.Name != _fields.Number.Parent && field.Name != _fields.Shard.Parent))
        {
            Read(input, new FieldPath(null, field.Name), field.Type);
            return;
        }

        foreach (var inner in field.Type.Fields)
        {
            Read(input, new FieldPath(field.Name, inner.Name), inner.Type);
        }
    }

    private void Read(AvroInput input, FieldPath path, AvroType type)
    {
        if (path == _fields.Number)
        {
            _number = input.ReadText();
        }
        else if (path == _fields.Shard)
        {
            _shardId = input.ReadText();
        }
        else
        {
            type.Skip(input);
        }
    }

    private void Expect(FieldPath path)
    {
        var holder = path.Parent is null ? _row : _row.Fields.FirstOrDefault(field => field.Name == path.Parent)?.Type;
        if (holder?.Fields.FirstOrDefault(field => field.Name == path.Name) is not { Type.Kind: AvroKind.String })
        {
            throw new InvalidDataException($"has no field {path} of text in its schema");
        }
    }
}
