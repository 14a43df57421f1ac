using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Reads <c>source.schema</c> and its rules. A type that is not known here is no fault: its column is written as it came.</summary>
internal static class SchemaReader
{
    private const string AnyText = "^(.|\n)+$";

    public static TableSchema Read(SettingsNode node)
    {
        var columns = node.Objects("columns").Select(ReadColumn).ToList();
        var schema = new TableSchema { Columns = columns, Types = [.. node.Objects("types").Select(ReadType)] };
        if (!columns.Exists(column => column.Kind == ColumnKind.PartitionKey))
        {
            node.Report(node.PathOf("columns"), $"({columns.Count} columns)", "write all columns of the table, those of its partition key with kind PartitionKey.");
        }

        ReportTwice(node, "columns", columns.Select(column => column.Name));
        ReportTwice(node, "types", schema.Types.Select(type => type.Name));
        node.Close();
        return schema.InOrder();
    }

    private static SchemaColumn ReadColumn(SettingsNode node)
    {
        var column = new SchemaColumn
        {
            Name = node.RequiredText("name", AnyText, "the column's name"),
            Type = node.RequiredText("type", AnyText, "the column's type in CQL, map<text, int> for example"),
            Kind = node.Choice("kind", ColumnKind.Regular),
        };
        node.Close();
        return column;
    }

    private static UserType ReadType(SettingsNode node)
    {
        var type = new UserType
        {
            Name = node.RequiredText("name", AnyText, "the type's name"),
            Fields = [.. node.Objects("fields").Select(ReadField)],
        };
        ReportTwice(node, "fields", type.Fields.Select(field => field.Name));
        node.Close();
        return type;
    }

    private static UserTypeField ReadField(SettingsNode node)
    {
        var field = new UserTypeField
        {
            Name = node.RequiredText("name", AnyText, "the field's name"),
            Type = node.RequiredText("type", AnyText, "the field's type in CQL"),
        };
        node.Close();
        return field;
    }

    private static void ReportTwice(SettingsNode node, string member, IEnumerable<string> names)
    {
        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Key.Length > 0 && same.Count() > 1))
        {
            node.Report(node.PathOf(member), twice.Key, "appears twice; keep one.");
        }
    }
}
