using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Routes about tables, their changes and their streams.</summary>
internal static class TableRoutes
{
    public static void Map(RouteGroupBuilder control)
    {
        control.MapQuery("/tables", context => context.Part<TableCatalog>().Tables.Select(TableResponse.Of).ToList());
        control.MapQuery("/tables/{keyspace}/{table}", context => TableResponse.Of(context.NamedTable()));
        control.MapAction<TableDocument, TableResponse>("/tables", (context, document) =>
            Task.FromResult(TableResponse.Of(context.Part<TableCatalog>().Create(document))));
        control.MapAction("/tables/{keyspace}/{table}/changes", ApplyAsync);
        control.MapAction<AlterRequest, TableResponse>("/tables/{keyspace}/{table}/alter", Alter);
        control.MapAction("/tables/{keyspace}/{table}/disable", Disable);
        control.MapAction<EnableRequest, StreamResponse>("/tables/{keyspace}/{table}/enable", Enable);
    }

    public static Table NamedTable(this HttpContext context) =>
        context.Part<TableCatalog>().Require(context.Segment("keyspace"), context.Segment("table"));

    /// <summary>Takes one change, an array of changes, or changes one after the other (JSON Lines); all of them, or none when one of them cannot be applied.</summary>
    private static async Task<ApplyResponse> ApplyAsync(HttpContext context)
    {
        var table = context.NamedTable();
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var applier = new ChangeApplier(context.Part<TimeProvider>(), table);
        var changes = ChangeBody.Read(body.GetBuffer().AsSpan(0, (int)body.Length));
        foreach (var change in changes)
        {
            Check(applier, change);
        }

        var records = new List<RecordResponse>();
        foreach (var change in changes)
        {
            lock (table.Gate)
            {
                records.AddRange(applier.Apply(change.Document).Select(record => new RecordResponse(record.ShardId, record.Number.ToString())));
            }
        }

        return new ApplyResponse(changes.Count, records);
    }

    private static void Check(ChangeApplier applier, PlacedChange change)
    {
        try
        {
            applier.Check(change.Document);
        }
        catch (Exception fault) when (fault is EmulatorException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new EmulatorException($"Line {change.Line}: {fault.Message}");
        }
    }

    private static Task<TableResponse> Alter(HttpContext context, AlterRequest order)
    {
        var table = context.NamedTable();
        context.Part<TableCatalog>().Alter(table, order.Add, order.Static, order.Types);
        return Task.FromResult(TableResponse.Of(table));
    }

    private static Task<StreamResponse> Disable(HttpContext context)
    {
        var table = context.NamedTable();
        lock (table.Gate)
        {
            var stream = table.LatestStream ?? throw new EmulatorException("The table has no stream.");
            stream.Disable();
            return Task.FromResult(StreamResponse.Of(stream));
        }
    }

    private static Task<StreamResponse> Enable(HttpContext context, EnableRequest order)
    {
        var table = context.NamedTable();
        var viewType = order.ViewType is null ? table.LatestStream?.ViewType ?? ViewType.NewAndOldImages : WireNames.ViewTypeOf(order.ViewType);
        return Task.FromResult(StreamResponse.Of(context.Part<TableCatalog>().Enable(table, viewType, order.Shards)));
    }
}
