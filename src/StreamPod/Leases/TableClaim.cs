using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>Makes sure that the lease table is this stream's and this resource's own, and takes over one that an older version claimed without saying as much.</summary>
internal static class TableClaim
{
    private const int MostLooks = 8;

    /// <exception cref="FatalFaultException">The table belongs to another stream, resource or installation, or keeps the place of objects in another bucket.</exception>
    /// <exception cref="IOException">Others changed the claim at every look.</exception>
    public static async Task ClaimAsync(ILeaseTable table, StreamSettings settings, TableStream stream, Retrier retrier, CancellationToken cancellationToken)
    {
        var mine = OwnerOf(settings, stream.Arn);
        for (var look = 0; look < MostLooks; look++)
        {
            var found = await table.FindOwnerAsync(cancellationToken);
            if (found is not null)
            {
                RefuseForeign(settings, found, mine);
            }

            var claimed = found?.CompletedBy(mine) ?? mine;
            if (claimed == found)
            {
                return;
            }

            // Whether it took effect shows at the next look.
            await retrier.RunAsync(PodOperation.ClaimTable, settings.Checkpoint.Table, token => table.TryWriteOwnerAsync(found, claimed, token), cancellationToken);
        }

        throw new IOException($"The claim of lease table {settings.Checkpoint.Table} changed at each of {MostLooks} looks.");
    }

    /// <summary>The owner of a table that these settings may work with.</summary>
    public static TableOwner OwnerOf(StreamSettings settings, string streamArn) => new()
    {
        StreamArn = streamArn,
        Resource = $"{settings.Resource.Namespace}/{settings.Resource.Name}",
        Installation = settings.Resource.Installation,
        Bucket = settings.Destination.Bucket,
        BucketOwner = settings.Destination.ExpectedBucketOwner,
    };

    /// <exception cref="FatalFaultException">The table belongs to another stream, resource or installation, or keeps the place of objects in another bucket.</exception>
    public static void RefuseForeign(StreamSettings settings, TableOwner found, TableOwner mine)
    {
        if (found.DifferenceFrom(mine) is { } difference)
        {
            throw new FatalFaultException($"checkpoint.table {settings.Checkpoint.Table} {difference.Text}. {AdviceOf(difference)}", ExitCodes.ForeignTable);
        }

        if (found.StreamArn != mine.StreamArn)
        {
            throw new FatalFaultException(
                $"checkpoint.table {settings.Checkpoint.Table} belongs to stream {found.StreamArn} of this resource, and this pod reads {mine.StreamArn}. Give each stream a table of its own.",
                ExitCodes.ForeignTable);
        }
    }

    private static string AdviceOf(OwnerDifference difference) => difference.Part switch
    {
        OwnerPart.Resource => "Give each resource a table of its own.",
        OwnerPart.Installation => $"Give each installation a table of its own; if that installation does not exist any more, write resource.installation: {difference.Found} to take its place.",
        OwnerPart.Bucket => $"Write destination.bucket: {difference.Found} to go on there, or name another table, and reading begins at the oldest change that the stream keeps.",
        OwnerPart.BucketOwner => "If the bucket was deleted and made again by somebody else, name another bucket and another table.",
        _ => throw new InvalidOperationException($"{difference.Part} is no part of an owner."),
    };
}
