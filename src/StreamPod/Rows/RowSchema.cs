using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.StreamPod.Rows;

/// <summary>The fields of the rows of an object.</summary>
internal sealed class RowSchema
{
    /// <param name="name">What a row is called in formats that name it.</param>
    /// <param name="fields">The row's fields.</param>
    public RowSchema(string name, IReadOnlyList<Field> fields)
    {
        Name = name;
        var all = new List<RowField>();
        Row = RowField.Of(new Field("row", FieldType.Struct(fields), IsRequired: true), parent: null, all);
        All = all;
    }

    public string Name { get; }

    /// <summary>The row itself, a struct.</summary>
    public RowField Row { get; }

    /// <summary>Every field at its number, the row first.</summary>
    public IReadOnlyList<RowField> All { get; }
}
