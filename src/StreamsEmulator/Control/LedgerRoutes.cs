using KeyspacesStreamer.StreamsEmulator.Ledgers;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>The route that tells everything that ever happened, as JSON Lines.</summary>
internal static class LedgerRoutes
{
    /// <summary>GET /ledger?keyspace=…&amp;table=…&amp;records=true: all parameters are optional.</summary>
    public static void Map(RouteGroupBuilder control) => control.MapGet("/ledger", async context =>
    {
        var query = context.Request.Query;
        var (keyspace, table) = (query["keyspace"].ToString(), query["table"].ToString());
        var streams = context.Part<TableCatalog>().Streams
            .Where(stream => (keyspace.Length == 0 || stream.Keyspace == keyspace) && (table.Length == 0 || stream.Table == table));
        context.Response.ContentType = "application/x-ndjson";
        var ledger = new LedgerWriter(context.Response.BodyWriter, withRecords: query["records"] == "true");
        foreach (var stream in streams)
        {
            await ledger.WriteAsync(stream, context.RequestAborted);
        }
    });
}
