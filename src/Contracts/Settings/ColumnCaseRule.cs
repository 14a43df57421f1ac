using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Columns of a Parquet file must differ in more than case: most engines that read it find columns without regard to case.</summary>
internal static class ColumnCaseRule
{
    public static void Check(SettingsNode root, TableSchema? schema, DestinationSettings destination)
    {
        if (schema is null || destination is not { Format: ObjectFormat.Parquet, Record: not RecordShape.Native })
        {
            return;
        }

        var alike = schema.Columns.Select(column => column.Name).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Distinct(StringComparer.Ordinal).Count() > 1);
        if (alike is not null)
        {
            root.Report(
                "destination.format",
                nameof(ObjectFormat.Parquet),
                $"the table has columns that differ in case alone, {string.Join(" and ", alike.Order(StringComparer.Ordinal))}, and readers of Parquet take them for one. Write Avro or JsonLines.");
        }
    }
}
