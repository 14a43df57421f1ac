using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>Sets a shard's checkpoint back by hand. Objects that stand are adopted when they are cut the same way again.</summary>
internal sealed class LeaseRewind(CommandContext context, ILeaseTable table)
{
    public async Task<int> RunAsync(ShardId shardId, string to, bool isForced, CancellationToken cancellationToken)
    {
        if (!TryParse(to, out var checkpoint))
        {
            await context.Error.WriteLineAsync($"--to: {to}: write a sequence number or TRIM_HORIZON.");
            return ExitCodes.InvalidSettings;
        }

        if (await table.FindAsync(shardId, cancellationToken) is not { } lease)
        {
            await context.Error.WriteLineAsync($"There is no lease of {shardId}; 'leases show' lists them.");
            return ExitCodes.MissingResource;
        }

        if (await RefusalAsync(lease, checkpoint, isForced, cancellationToken) is { } refusal)
        {
            await context.Error.WriteLineAsync(refusal);
            return ExitCodes.Refused;
        }

        var guard = new LeaseGuard { Owner = Expected<string>.Is(lease.Owner), Counter = lease.Counter, Checkpoint = Expected<string>.Is(lease.Checkpoint.Text) };
        if (!await table.TryUpdateAsync(shardId, guard, ChangeTo(checkpoint), cancellationToken))
        {
            await context.Error.WriteLineAsync($"The lease of {shardId} changed meanwhile; nothing was done. Look at it again.");
            return ExitCodes.Refused;
        }

        await context.Output.WriteLineAsync($"Rewound {shardId} from {lease.Checkpoint} to {checkpoint}; it is read again from there once a worker takes it.");
        return ExitCodes.Ok;
    }

    private static bool TryParse(string to, out Checkpoint checkpoint)
    {
        var isNumber = SequenceNumber.TryParse(to, out var number);
        checkpoint = isNumber ? Checkpoint.At(number) : Checkpoint.TrimHorizon;
        return isNumber || to == Checkpoint.TrimHorizon.Text;
    }

    /// <summary>The owner is removed and the counter moved, which fences an owner that still lives. The chain begins again with the checkpoint, a word too.</summary>
    private static LeaseChange ChangeTo(Checkpoint checkpoint) => new()
    {
        Owner = Change<string>.To(null),
        CounterStep = 1,
        Checkpoint = checkpoint,
        PendingCheckpoint = Change<string>.To(null),
        PendingState = Change<byte[]>.To(null),
        ChainTail = Change<string>.To(checkpoint.Text),
        HandoffTo = Change<string>.To(null),
        HaltReason = Change<string>.To(null),
    };

    private async Task<string?> RefusalAsync(Lease lease, Checkpoint to, bool isForced, CancellationToken cancellationToken)
    {
        if (lease.Checkpoint.Number is { } now && to.Number is { } number && number > now)
        {
            return $"{lease.ShardId} is committed up to {now}; going forward to {number} would skip changes and is never done.";
        }

        if (lease.Checkpoint.IsTrimHorizon && to.Number is not null)
        {
            return $"{lease.ShardId} has committed nothing; going forward to {to} would skip changes and is never done.";
        }

        if (isForced)
        {
            return null;
        }

        if (lease.Owner is { } owner)
        {
            return $"The lease of {lease.ShardId} is held by {owner}. Stop that pod (or suspend the stream) first, or add --force.";
        }

        var snapshot = await table.ScanAsync(consistent: true, cancellationToken);
        var child = snapshot.Leases.FirstOrDefault(other => other.Parents.Contains(lease.ShardId) && !other.Checkpoint.IsTrimHorizon && !other.Checkpoint.IsLatest);
        return child is null ? null : $"Its child {child.ShardId} is read up to {child.Checkpoint} already; older changes would follow newer ones. Rewind the child first, or add --force.";
    }
}
