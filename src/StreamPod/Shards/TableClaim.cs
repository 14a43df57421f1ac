using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Makes sure that the lease table is this stream's and this resource's own.</summary>
internal static class TableClaim
{
    /// <exception cref="FatalFaultException">The table belongs to another stream or resource.</exception>
    public static async Task ClaimAsync(ILeaseTable table, StreamSettings settings, TableStream stream, CancellationToken cancellationToken)
    {
        var mine = new TableOwner { StreamArn = stream.Arn, Resource = $"{settings.Resource.Namespace}/{settings.Resource.Name}" };
        var found = await table.FindOwnerAsync(cancellationToken);
        if (found is null)
        {
            await table.TryWriteOwnerAsync(null, mine, cancellationToken);
            found = await table.FindOwnerAsync(cancellationToken) ?? mine;
        }

        if (found.StreamArn != mine.StreamArn || found.Resource != mine.Resource)
        {
            throw new FatalFaultException(
                $"checkpoint.table {settings.Checkpoint.Table} belongs to stream {found.StreamArn} of resource {found.Resource}; "
                + $"this pod reads {mine.StreamArn} for {mine.Resource}. Give each resource a table of its own.",
                ExitCodes.ForeignTable);
        }
    }
}
