using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The columns of a table that a file of rows has by the schema that it was made by.</summary>
/// <remarks>They follow from shape and schema alone. A version that learns a further type has to ask which version wrote the file: to an older one the column was unknown.</remarks>
internal static class RowColumns
{
    /// <summary>Those that are not among the fields of a file, in the order of the schema.</summary>
    /// <param name="shape">The shape of its rows.</param>
    /// <param name="schema">The schema that they were made by.</param>
    /// <param name="fields">The fields of the file. A struct that is null has none of its own: of JSON one row is looked at.</param>
    public static IReadOnlyList<FieldPath> Missing(RecordShape shape, TableSchema schema, IReadOnlySet<FieldPath> fields)
    {
        var (holders, columns) = (HoldersOf(shape), new TableColumns(schema, options: null).All);
        var present = holders.Where(holder => holder is null || fields.Any(field => field.Parent == holder)).ToList();
        return [.. from holder in present.Count > 0 ? present : holders
            from column in columns
            let path = new FieldPath(holder, column.Field.Name)
            where !fields.Contains(path)
            select path];
    }

    /// <summary>Where the columns stand: null for the row itself.</summary>
    private static List<string?> HoldersOf(RecordShape shape) => shape switch
    {
        RecordShape.Native => [],
        RecordShape.Flat => [null],
        RecordShape.Debezium => [DebeziumNames.Before, DebeziumNames.After],
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "A known shape expected."),
    };
}
