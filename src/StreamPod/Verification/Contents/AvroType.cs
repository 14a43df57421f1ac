namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>A type of a schema in Avro, as far as it is needed to read or skip values.</summary>
/// <param name="kind">How its values are encoded.</param>
internal sealed class AvroType(AvroKind kind)
{
    private bool? _isEmpty;

    public AvroKind Kind => kind;

    /// <summary>Bytes of a fixed.</summary>
    public long Size { get; init; }

    /// <summary>The fields of a record.</summary>
    public IReadOnlyList<AvroField> Fields { get; init; } = [];

    /// <summary>The types of a union; the one of the elements of an array or map.</summary>
    public IReadOnlyList<AvroType> Types { get; init; } = [];

    /// <summary>Whether its values take no bytes: then any number of them may be said to follow.</summary>
    private bool IsEmpty => _isEmpty ??= Kind switch
    {
        AvroKind.Null => true,
        AvroKind.Fixed => Size == 0,
        AvroKind.Record => Fields.All(part => part.Type.IsEmpty),
        _ => false,
    };

    /// <summary>Reads past a value.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such value.</exception>
    public void Skip(AvroInput input)
    {
        if (IsEmpty)
        {
            return;
        }

        switch (Kind)
        {
            case AvroKind.Boolean:
                input.Skip(1);
                break;
            case AvroKind.Number:
                input.ReadLong();
                break;
            case AvroKind.Float:
                input.Skip(sizeof(float));
                break;
            case AvroKind.Double:
                input.Skip(sizeof(double));
                break;
            case AvroKind.Bytes or AvroKind.String:
                input.Skip(input.ReadLong());
                break;
            case AvroKind.Fixed:
                input.Skip(Size);
                break;
            case AvroKind.Record:
                foreach (var field in Fields)
                {
                    field.Type.Skip(input);
                }

                break;
            case AvroKind.Array or AvroKind.Map:
                SkipItems(input);
                break;
            case AvroKind.Union:
                BranchOf(input).Skip(input);
                break;
            default:
                throw new InvalidOperationException($"No value is skipped as {Kind}.");
        }
    }

    /// <summary>The type of the value that follows: of a union the one that the value names.</summary>
    /// <exception cref="InvalidDataException">It names none.</exception>
    public AvroType BranchOf(AvroInput input)
    {
        if (Kind != AvroKind.Union)
        {
            return this;
        }

        var branch = input.ReadLong();
        return branch >= 0 && branch < Types.Count ? Types[(int)branch] : throw new InvalidDataException($"has a value of type {branch} in a union of {Types.Count}");
    }

    private void SkipItems(AvroInput input)
    {
        while (input.ReadLong() is not 0 and var count)
        {
            if (count < 0)
            {
                input.Skip(input.ReadLong()); // the bytes of so many items
                continue;
            }

            for (var item = 0L; item < count && !(Kind == AvroKind.Array && Types[0].IsEmpty); item++)
            {
                if (Kind == AvroKind.Map)
                {
                    input.Skip(input.ReadLong());
                }

                Types[0].Skip(input);
            }
        }
    }
}
