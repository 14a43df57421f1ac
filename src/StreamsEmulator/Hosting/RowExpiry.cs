using KeyspacesStreamer.StreamsEmulator.Observability;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Hosting;

/// <summary>Removes, every second, the rows and cells that have outlived their time to live by the delay that is set.</summary>
internal sealed class RowExpiry(TimeProvider clock, TableCatalog catalog, ILogger<RowExpiry> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                ExpireAll();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; nothing to clean up.
        }
    }

    private void ExpireAll()
    {
        foreach (var table in catalog.Tables)
        {
            var records = Expire(table);
            if (records > 0)
            {
                logger.RowsExpired(records, table.Schema.Keyspace, table.Schema.Name);
            }
        }
    }

    private int Expire(Table table)
    {
        lock (table.Gate)
        {
            return new ChangeApplier(clock, table).ExpireRows(catalog.ExpiryDelay);
        }
    }
}
