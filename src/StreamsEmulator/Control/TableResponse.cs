using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>A table and its streams, newest last.</summary>
internal sealed record TableResponse(string Keyspace, string Table, int Rows, IReadOnlyList<StreamResponse> Streams)
{
    public static TableResponse Of(Table table)
    {
        lock (table.Gate)
        {
            return new TableResponse(
                table.Schema.Keyspace, table.Schema.Name, table.Rows.Count, [.. table.Streams.Select(StreamResponse.Of)]);
        }
    }
}
