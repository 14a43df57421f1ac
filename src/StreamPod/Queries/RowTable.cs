using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>The rows of a stream as a table: its columns, its keys, and where its files lie. Pure: it follows from the settings alone.</summary>
internal sealed class RowTable
{
    private readonly AvroNames? _avroNames;

    private RowTable(string name, DestinationSettings destination, TableSchema columns, RowSchema rows, RowFolders folders)
    {
        (Name, Destination, Rows, Folders) = (name, destination, rows, folders);
        _avroNames = destination.Format == ObjectFormat.Avro ? new AvroNames(rows) : null;
        HasStaticColumns = columns.Columns.Any(column => column.Kind == ColumnKind.Static);
        var row = IsFlat ? rows.Row : Field(rows.Row, DebeziumNames.After);
        var keys = columns.InOrder().Columns.Where(column => column.Kind is ColumnKind.PartitionKey or ColumnKind.ClusteringKey).ToList();
        Keys = [.. keys.Select(key => row.Children.FirstOrDefault(field => field.Name == OwnNames.FieldOf(key.Name))).OfType<RowField>()];
        HasAllKeys = Keys.Count == keys.Count;
        KeyColumns = [.. keys.Select(key => key.Name)];
    }

    /// <summary>Its name, with that of its database in front where it has one.</summary>
    public string Name { get; }

    public DestinationSettings Destination { get; }

    public RowSchema Rows { get; }

    public RowFolders Folders { get; }

    public bool IsFlat => Destination.Record == RecordShape.Flat;

    public bool HasStaticColumns { get; }

    /// <summary>The fields of the primary key: of the row, or of <c>after</c>.</summary>
    public IReadOnlyList<RowField> Keys { get; }

    /// <summary>Whether rows have each of them: a column of a type that this version does not know is no field.</summary>
    public bool HasAllKeys { get; }

    /// <summary>The columns of the primary key, by their names in the table.</summary>
    public IReadOnlyList<string> KeyColumns { get; }

    /// <exception cref="NotSupportedException">The settings write no rows, or rows of which no engine makes a table; the message is a sentence.</exception>
    public static RowTable Of(StreamSettings settings, string? name)
    {
        var (source, destination) = (settings.Source, settings.Destination);
        if (destination.Record == RecordShape.Native || source.Schema is null)
        {
            throw new NotSupportedException(
                $"destination.record: {destination.Record} writes records as they come, not rows with columns. Write Flat or Debezium as destination.record, and with it source.schema, which 'streampod schema' prints.");
        }

        var stream = new TableStream { Arn = "", Label = "", Keyspace = source.Keyspace, Table = source.Table, ViewType = StreamViewType.NewAndOldImages };
        var rows = RowShapes.Of(ObjectLayout.Of(settings), stream, new ShardId(""), lineage: 0, new ValueForms(NullLogger.Instance)).Schema;
        CheckCase(rows.Row);
        var file = ObjectFormats.FileOf(destination.Format, destination.Compression);
        var template = file.TemplateOf(KeyTemplate.Parse(destination.KeyTemplate));
        var folders = RowFolders.Of(template, destination.Prefix, stream, file.Ending, [.. rows.All.Where(field => IsColumn(field, rows)).Select(field => field.Name)]);
        return new RowTable(name ?? $"{source.Keyspace}_{source.Table}".ToLowerInvariant(), destination, source.Schema, rows, folders);
    }

    /// <summary>The name of a field in the files.</summary>
    public string NameOf(RowField field) => _avroNames?.OfField(field) ?? field.Name;

    /// <summary>The field of a struct.</summary>
    public static RowField Field(RowField parent, string name) => parent.Children.Single(field => field.Name == name);

    /// <summary>Whether a map is a list of keys and values in the files.</summary>
    public bool IsMapOfEntries(RowField map) => Destination.Format switch
    {
        ObjectFormat.Parquet => false,
        ObjectFormat.Avro => map.Children[0].Type.Kind != FieldKind.String,
        ObjectFormat.JsonLines => map.Children[0].Type.Kind >= FieldKind.List,
        _ => throw new ArgumentOutOfRangeException(nameof(map), Destination.Format, "A known format expected."),
    };

    /// <summary>Whether a field is a column of the table or, of Debezium's, of its view.</summary>
    private static bool IsColumn(RowField field, RowSchema rows) => field.Parent == rows.Row || (field.Parent is { Name: DebeziumNames.After } after && after.Parent == rows.Row);

    /// <summary>No engine tells columns apart by case, nor the fields of a struct.</summary>
    private static void CheckCase(RowField parent)
    {
        var alike = parent.Type.Kind == FieldKind.Struct ? parent.Children.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(names => names.Skip(1).Any()) : null;
        if (alike is not null)
        {
            var place = parent.Parent is null ? "columns" : $"fields of {parent}";
            throw new NotSupportedException($"The {place} {string.Join(" and ", alike.Select(field => $"'{field.Name}'"))} differ in case alone, and engines of SQL take them for one. Read the files with a program of your own.");
        }

        foreach (var child in parent.Children)
        {
            CheckCase(child);
        }
    }
}
