using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Running;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>Draws how the objects of a schedule are written: half of all schedules have rows, and in some the table or the settings change between two lives of a pod.</summary>
internal static class FormatDraw
{
    private const long LargeBudget = 64 * 1024 * 1024;

    private static readonly ObjectFormat[] Formats = [ObjectFormat.JsonLines, ObjectFormat.Avro, ObjectFormat.Parquet];
    private static readonly RecordShape[] Shapes = [RecordShape.Flat, RecordShape.Flat, RecordShape.Debezium];

    public static Schedule Apply(Schedule schedule, ref Chance chance)
    {
        var first = chance.Happens(0.5) ? RowsOf(schedule.Settings, ref chance) : schedule.Settings;
        var later = chance.Happens(0.25) ? LaterOf(first, schedule.Settings, ref chance) : null;
        // Under other settings nothing is promised of a table that is set back, but that pods stop where they see it.
        later = schedule.Disasters.Any(disaster => disaster.Kind == DisasterKind.TableSetBack) ? null : later;
        // A file with several row groups holds more than all of a small budget.
        var rowGroup = chance.OneOf<long?>(null, 200, 4_000);
        return schedule with { Settings = first, LaterSettings = later, RowGroupBytes = schedule.Settings.Pod.MemoryBudgetBytes < LargeBudget ? null : rowGroup };
    }

    /// <summary>The same table with a column more or less, or the same changes in another form.</summary>
    private static StreamSettings LaterOf(StreamSettings first, StreamSettings plain, ref Chance chance) =>
        first.Source.Schema is { } schema && chance.Happens(0.6) ? first with { Source = first.Source with { Schema = SchemaOf(withText: schema.Columns.Count == 1) } }
        : chance.Happens(0.2) ? plain
        : RowsOf(plain, ref chance);

    private static StreamSettings RowsOf(StreamSettings settings, ref Chance chance)
    {
        var format = chance.OneOf<ObjectFormat>(Formats);
        return settings with
        {
            Source = settings.Source with { Schema = SchemaOf(withText: chance.Happens(0.6)) },
            Destination = settings.Destination with
            {
                Format = format,
                Record = chance.OneOf<RecordShape>(Shapes),
                Compression = chance.OneOf<ObjectCompression>([.. FormatRules.CompressionsOf(format)]),
            },
        };
    }

    private static TableSchema SchemaOf(bool withText) => new()
    {
        Columns =
        [
            new SchemaColumn { Name = "id", Type = "int", Kind = ColumnKind.PartitionKey },
            .. withText ? [new SchemaColumn { Name = "text", Type = "text" }] : Array.Empty<SchemaColumn>(),
        ],
    };
}
