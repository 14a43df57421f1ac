using System.Globalization;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Reads <c>destination.columns</c>, and holds it against the table's schema where that is known.</summary>
internal static class ColumnOptionsReader
{
    public static IReadOnlyDictionary<string, ColumnOptions>? Read(SettingsNode destination)
    {
        var columns = destination.ObjectMap("columns")?.ToDictionary(column => column.Key, column => ReadColumn(column.Value), StringComparer.Ordinal);
        if (columns is { Count: > SettingsLimits.MaxColumns })
        {
            destination.Report(destination.PathOf("columns"), $"({columns.Count} columns)", $"write {SettingsLimits.MaxColumns} columns at most.");
        }

        return columns;
    }

    /// <summary>Reports columns that the table lacks, and options that say nothing about a column's type.</summary>
    public static void Check(SettingsNode root, TableSchema? schema, DestinationSettings destination)
    {
        if (schema is null || destination.Columns is not { } options)
        {
            return;
        }

        var types = new CqlTypeParser(schema.Types);
        foreach (var (name, wanted) in options)
        {
            var path = $"destination.columns.{name}";
            var column = schema.Columns.FirstOrDefault(candidate => candidate.Name == name);
            if (column is null)
            {
                root.Report(path, name, $"the table has no column {name}. Write one that it has: {KeyTemplateColumns.Nearest(name, [.. schema.Columns.Select(candidate => candidate.Name)])}.");
            }
            else if (types.Find(column.Type) is { } type && !TypeMapping.Takes(type, wanted))
            {
                root.Report(path, TextOf(wanted), $"column {name} is of type {column.Type}; {Wanted(wanted)}.");
            }
        }
    }

    private static ColumnOptions ReadColumn(SettingsNode node)
    {
        var options = new ColumnOptions
        {
            Decimal = node.Has("decimal") ? ReadDigits(node.Object("decimal", isRequired: false)) : null,
            As = node.Has("as") ? node.Choice("as", ColumnForm.String) : null,
        };
        node.Close();
        return options;
    }

    private static DecimalDigits ReadDigits(SettingsNode node)
    {
        var precision = node.Has("precision") ? node.Number("precision", DecimalDigits.MaxPrecision, 1, DecimalDigits.MaxPrecision) : node.Missing("precision", "1 to 38 digits", DecimalDigits.MaxPrecision);
        var scale = node.Has("scale") ? node.Number("scale", 0, 0, DecimalDigits.MaxPrecision) : node.Missing("scale", "0 to 38 digits after the point", 0);
        if (scale > precision)
        {
            node.Report(node.PathOf("scale"), scale.ToString(CultureInfo.InvariantCulture), $"write at most the precision, {precision}.");
        }

        node.Close();
        return new DecimalDigits { Precision = precision, Scale = scale };
    }

    private static string TextOf(ColumnOptions options) => options switch
    {
        { Decimal: { } digits, As: null } => $"decimal({digits.Precision},{digits.Scale})",
        { Decimal: null, As: { } form } => $"as {form}",
        { Decimal: { } digits, As: { } form } => $"decimal({digits.Precision},{digits.Scale}) as {form}",
        _ => "(empty)",
    };

    private static string Wanted(ColumnOptions options) => options.As switch
    {
        ColumnForm.String => "as: String is for varint",
        ColumnForm.Uuid => "as: Uuid is for uuid and timeuuid",
        _ => "decimal: is for decimal",
    };
}
