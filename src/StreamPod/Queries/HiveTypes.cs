using System.Globalization;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>The types of fields in the words of Hive, which Athena's definitions and Spark share.</summary>
/// <param name="table">The table.</param>
/// <param name="isAthena">Whether what JSON writes as text stays text, and names in a struct are ASCII letters, digits and underscores alone.</param>
internal sealed class HiveTypes(RowTable table, bool isAthena)
{
    private readonly List<string> _leftOut = [];

    private bool IsJson => table.Destination.Format == ObjectFormat.JsonLines;

    /// <summary>The fields that no type could be said of, by their paths.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <returns>Null for what the engine cannot name.</returns>
    public string? Of(RowField field) => field.Type.Kind switch
    {
        FieldKind.List => Wrapped("array", Of(field.Children[0])),
        FieldKind.Map when table.IsMapOfEntries(field) => Wrapped("array", StructOf(field)),
        FieldKind.Map => MapOf(field),
        FieldKind.Struct => StructOf(field),
        _ => ScalarOf(field.Type),
    };

    /// <summary>Whether Athena can name the field: Glue keeps the names of columns in a list with commas, and the fields of a struct in a text with colons.</summary>
    public bool TakesName(string name, bool isColumn)
    {
        var isTaken = !isAthena || (isColumn ? !name.AsSpan().ContainsAny(",:;`") && !name.Any(char.IsControl) : name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'));
        return isTaken && name.Length > 0;
    }

    public void LeaveOut(RowField field) => _leftOut.Add($"{field}");

    private static string? Wrapped(string word, string? type) => type is null ? null : $"{word}<{type}>";

    /// <summary>The keys of an object of JSON are text, whatever they mean. Hive's keys have no parts: https://cwiki.apache.org/confluence/display/Hive/LanguageManual+Types</summary>
    private string? MapOf(RowField field)
    {
        if (isAthena && field.Children[0].Type.Kind >= FieldKind.List)
        {
            return null;
        }

        var (key, value) = (IsJson ? "string" : Of(field.Children[0]), Of(field.Children[1]));
        return key is null || value is null ? null : $"map<{key},{value}>";
    }

    private string? StructOf(RowField field)
    {
        var fields = new List<string>();
        foreach (var child in field.Children)
        {
            var name = table.NameOf(child);
            if (TakesName(name, isColumn: false) && Of(child) is { } type)
            {
                fields.Add($"{SqlQuotes.HiveName(name)}:{type}");
            }
            else
            {
                LeaveOut(child);
            }
        }

        return fields.Count == 0 ? null : $"struct<{string.Join(',', fields)}>";
    }

    private string ScalarOf(FieldType type) => type.Kind switch
    {
        FieldKind.Boolean => "boolean",
        FieldKind.Int32 => "int",
        FieldKind.Int64 or FieldKind.Time => "bigint",
        FieldKind.Float => "float",
        FieldKind.Double => "double",
        FieldKind.String => "string",
        FieldKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"decimal({type.Precision},{type.Scale})"),
        FieldKind.Uuid when IsJson => "string",
        FieldKind.Bytes or FieldKind.Date or FieldKind.Timestamp when IsJson && isAthena => "string",
        FieldKind.Bytes or FieldKind.Uuid => "binary",
        FieldKind.Date => "date",
        FieldKind.Timestamp => "timestamp",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "A type without fields expected."),
    };
}
