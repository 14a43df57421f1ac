using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Routes about tables, their changes and their streams.</summary>
internal static class TableRoutes
{
    public static void Map(RouteGroupBuilder control)
    {
        control.MapQuestion("/tables", context => context.Part<TableCatalog>().Tables.Select(TableReport.Of).ToList());
        control.MapQuestion("/tables/{keyspace}/{table}", context => TableReport.Of(context.NamedTable()));
        control.MapAction<TableDocument, TableReport>("/tables", (context, document) =>
            Task.FromResult(TableReport.Of(context.Part<TableCatalog>().Create(document))));
        control.MapAction("/tables/{keyspace}/{table}/changes", ApplyAsync);
        control.MapAction("/tables/{keyspace}/{table}/disable", Disable);
        control.MapAction<EnableOrder, StreamReport>("/tables/{keyspace}/{table}/enable", Enable);
    }

    public static Table NamedTable(this HttpContext context) =>
        context.Part<TableCatalog>().Require(context.Segment("keyspace"), context.Segment("table"));

    /// <summary>Takes one change, an array of changes, or changes one after the other (JSON Lines).</summary>
    private static async Task<ApplyReport> ApplyAsync(HttpContext context)
    {
        var table = context.NamedTable();
        var applier = new ChangeApplier(context.Part<TimeProvider>(), table);
        var (changes, records) = (0, new List<RecordReport>());
        await foreach (var element in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(
            context.Request.Body, topLevelValues: true, ControlJson.Options, context.RequestAborted))
        {
            IEnumerable<JsonElement> documents = element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [element];
            foreach (var document in documents)
            {
                var change = document.Deserialize<ChangeDocument>(ControlJson.Options)
                    ?? throw new EmulatorException($"Change {changes + 1} is null.");
                lock (table.Gate)
                {
                    changes++;
                    records.AddRange(applier.Apply(change).Select(record => new RecordReport(record.ShardId, record.Number.ToString())));
                }
            }
        }

        return new ApplyReport(changes, records);
    }

    private static Task<StreamReport> Disable(HttpContext context)
    {
        var table = context.NamedTable();
        lock (table.Gate)
        {
            var stream = table.LatestStream ?? throw new EmulatorException("The table has no stream.");
            stream.Disable();
            return Task.FromResult(StreamReport.Of(stream));
        }
    }

    private static Task<StreamReport> Enable(HttpContext context, EnableOrder order)
    {
        var table = context.NamedTable();
        var viewType = order.ViewType is null ? table.LatestStream?.ViewType ?? ViewType.NewAndOldImages : WireNames.ViewTypeOf(order.ViewType);
        return Task.FromResult(StreamReport.Of(context.Part<TableCatalog>().Enable(table, viewType, order.Shards)));
    }
}
