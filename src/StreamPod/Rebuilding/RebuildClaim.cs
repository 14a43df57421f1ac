using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>
/// Closes a lease table while it is rebuilt: the item that says whose it is names nobody's resource, so that every pod, of an older version too,
/// refuses to begin with it. What a rebuild that was cut short leaves closed, the next one goes on with.
/// </summary>
internal sealed class RebuildClaim(ILeaseTable table, StreamSettings settings, string streamArn)
{
    /// <summary>Stands after the resource while its table is closed.</summary>
    public const string Mark = ", being rebuilt";

    private readonly TableOwner _mine = TableClaim.OwnerOf(settings, streamArn);

    /// <summary>Whether a rebuild closed the table.</summary>
    public static bool IsClosed(TableOwner owner) => owner.Resource.EndsWith(Mark, StringComparison.Ordinal);

    /// <exception cref="FatalFaultException">The table belongs to another stream, resource or installation.</exception>
    public void Require(TableOwner? found)
    {
        if (found is not null)
        {
            TableClaim.RefuseForeign(settings, Opened(found), _mine);
        }
    }

    /// <returns>The item as it was before; null when there was none.</returns>
    /// <exception cref="FatalFaultException">The table is somebody else's, or somebody else claimed it meanwhile.</exception>
    public async Task<TableOwner?> CloseAsync(CancellationToken cancellationToken)
    {
        var found = await table.FindOwnerAsync(cancellationToken);
        Require(found);
        if (found is null || !IsClosed(found))
        {
            await WriteAsync(found, Closed(found ?? _mine), cancellationToken);
        }

        return found;
    }

    /// <summary>Gives the table back as it was; one that had no owner is claimed as a pod claims it.</summary>
    public Task GiveBackAsync(TableOwner? before, CancellationToken cancellationToken) =>
        before is not null && IsClosed(before) ? Task.CompletedTask : WriteAsync(Closed(before ?? _mine), before ?? _mine, cancellationToken);

    /// <summary>Opens the rebuilt table. Its shards are known: one that appears later is read from its beginning.</summary>
    public Task OpenAsync(TableOwner? before, CancellationToken cancellationToken)
    {
        var closed = before is not null && IsClosed(before) ? before : Closed(before ?? _mine);
        return WriteAsync(closed, Opened(closed).CompletedBy(_mine) with { IsSeeded = true }, cancellationToken);
    }

    private static TableOwner Closed(TableOwner owner) => owner with { Resource = owner.Resource + Mark };

    private static TableOwner Opened(TableOwner owner) => IsClosed(owner) ? owner with { Resource = owner.Resource[..^Mark.Length] } : owner;

    private async Task WriteAsync(TableOwner? seen, TableOwner wanted, CancellationToken cancellationToken)
    {
        // Whether a write took effect whose answer was lost shows in the item.
        if (!await table.TryWriteOwnerAsync(seen, wanted, cancellationToken) && await table.FindOwnerAsync(cancellationToken) != wanted)
        {
            throw new RebuildRefusedException([$"checkpoint.table {settings.Checkpoint.Table} was claimed by somebody else meanwhile. Stop all pods of the stream, and try again."]);
        }
    }
}
