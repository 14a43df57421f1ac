using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>Whether the names of a schema can be those of a Parquet file.</summary>
internal static class ParquetNames
{
    /// <summary>Everything that is wrong, a sentence each; empty when the schema can be written.</summary>
    public static IReadOnlyList<string> ProblemsOf(RowSchema schema) => [.. schema.All.SelectMany(ProblemsIn)];

    private static IEnumerable<string> ProblemsIn(RowField field)
    {
        var place = field.Parent is null ? "the row" : $"'{field}'";
        if (field.Type.Kind == FieldKind.Struct && field.Children.Count == 0)
        {
            yield return $"{place} has no fields, and Parquet has no struct without fields.";
        }

        foreach (var child in field.Children.Where(child => child.Name.Length == 0 || child.Name.Contains('\0', StringComparison.Ordinal)))
        {
            yield return $"the field {child.Ordinal} of {place} has no name that Parquet takes: it is empty, or holds a NUL.";
        }

        foreach (var names in field.Children.GroupBy(child => child.Name, StringComparer.OrdinalIgnoreCase).Where(names => names.Skip(1).Any()))
        {
            yield return $"{string.Join(" and ", names.Select(child => $"'{child.Name}'"))} of {place} differ in case alone, and Athena and Spark tell no columns of Parquet apart by case: write Avro or JsonLines.";
        }
    }
}
