using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.StreamPod.Rows;

/// <summary>A field of a row, numbered, so that whoever writes rows keeps what it knows of each field in an array.</summary>
internal sealed class RowField
{
    private RowField(Field field, int ordinal, RowField? parent)
    {
        (Field, Ordinal, Parent) = (field, ordinal, parent);
    }

    public Field Field { get; }

    public string Name => Field.Name;

    public FieldType Type => Field.Type;

    /// <summary>Its number in the schema, depth first from 0, the row's own struct.</summary>
    public int Ordinal { get; }

    /// <summary>The struct, list or map that it belongs to; null of the row itself.</summary>
    public RowField? Parent { get; }

    /// <summary>The fields of a struct, the element of a list, key and value of a map.</summary>
    public IReadOnlyList<RowField> Children { get; private set; } = [];

    /// <summary>Numbers a field and all below it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="parent">What it belongs to.</param>
    /// <param name="all">Takes it and all below it, each at its number.</param>
    public static RowField Of(Field field, RowField? parent, List<RowField> all)
    {
        var numbered = new RowField(field, all.Count, parent);
        all.Add(numbered);
        numbered.Children = [.. field.Type.Fields.Select(child => Of(child, numbered, all))];
        return numbered;
    }

    public override string ToString() => Parent is null ? "row" : Parent.Parent is null ? Name : $"{Parent}.{Name}";
}
