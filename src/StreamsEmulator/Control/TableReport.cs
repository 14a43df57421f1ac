using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>A table and its streams, newest last.</summary>
internal sealed record TableReport(string Keyspace, string Table, int Rows, IReadOnlyList<StreamReport> Streams)
{
    public static TableReport Of(Table table)
    {
        lock (table.Gate)
        {
            return new TableReport(
                table.Schema.Keyspace, table.Schema.Name, table.Rows.Count, [.. table.Streams.Select(StreamReport.Of)]);
        }
    }
}
