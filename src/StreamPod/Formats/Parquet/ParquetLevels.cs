using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>
/// The levels of each field. Its definition level says how much of its path is there, its repetition level at which list a value continues:
/// https://parquet.apache.org/docs/file-format/nestedencoding/. Arrays by ordinal.
/// </summary>
internal sealed class ParquetLevels
{
    private readonly List<RowField> _leaves = [];

    public ParquetLevels(RowSchema schema)
    {
        var count = schema.All.Count;
        (Absent, Present, Repetition) = (new short[count], new short[count], new short[count]);
        (FirstLeaf, EndLeaf) = (new int[count], new int[count]);
        Set(schema.Row, absent: 0, repetition: 0);
    }

    /// <summary>The fields that have values of their own, in the order of the file's columns.</summary>
    public IReadOnlyList<RowField> Leaves => _leaves;

    /// <summary>The definition level when the field is null and all around it is there.</summary>
    public short[] Absent { get; }

    /// <summary>The definition level when the field is there; of a list, when it is empty.</summary>
    public short[] Present { get; }

    /// <summary>The repetition level of the field's values; of a list, of its elements after the first.</summary>
    public short[] Repetition { get; }

    /// <summary>The first column at or below the field.</summary>
    public int[] FirstLeaf { get; }

    /// <summary>The column after the last one at or below the field.</summary>
    public int[] EndLeaf { get; }

    private void Set(RowField field, short absent, short repetition)
    {
        var isRepeated = field.Type.Kind is FieldKind.List or FieldKind.Map;
        var present = (short)(absent + (field.Field.IsRequired ? 0 : 1));
        var inner = (short)(repetition + (isRepeated ? 1 : 0));
        (Absent[field.Ordinal], Present[field.Ordinal], Repetition[field.Ordinal]) = (absent, present, inner);
        FirstLeaf[field.Ordinal] = _leaves.Count;
        if (field.Children.Count == 0)
        {
            _leaves.Add(field);
        }

        foreach (var child in field.Children)
        {
            Set(child, (short)(present + (isRepeated ? 1 : 0)), inner);
        }

        EndLeaf[field.Ordinal] = _leaves.Count;
    }
}
