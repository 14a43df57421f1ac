using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>Takes leases away from a named owner by hand.</summary>
internal sealed class LeaseRelease(CommandContext context, ILeaseTable table)
{
    private static readonly LeaseChange Free = new() { Owner = Change<string>.To(null), CounterStep = 1, HandoffTo = Change<string>.To(null) };

    /// <param name="shard">One shard, or null for all of the owner's.</param>
    /// <param name="owner">Pod, or pod/incarnation.</param>
    /// <param name="cancellationToken">Stops between two leases.</param>
    public async Task<int> RunAsync(string? shard, string owner, CancellationToken cancellationToken)
    {
        var snapshot = await table.ScanAsync(consistent: true, cancellationToken);
        var named = snapshot.Leases.Where(lease => shard is null || lease.ShardId.Value == shard).OrderBy(lease => lease.ShardId).ToList();
        var held = named.Where(lease => lease.Owner is { } found && (found == owner || WorkerName.Parse(found).Pod == owner)).ToList();
        if (held.Count == 0)
        {
            await context.Error.WriteLineAsync(Missing(shard, owner, named));
            return named.Count == 0 ? ExitCodes.MissingResource : ExitCodes.Refused;
        }

        var result = ExitCodes.Ok;
        foreach (var lease in held)
        {
            var guard = new LeaseGuard { Owner = Expected<string>.Is(lease.Owner), Counter = lease.Counter };
            if (await table.TryUpdateAsync(lease.ShardId, guard, Free, cancellationToken))
            {
                await context.Output.WriteLineAsync($"Released {lease.ShardId}, held by {lease.Owner}, at {lease.Checkpoint}.");
            }
            else
            {
                await context.Error.WriteLineAsync($"The lease of {lease.ShardId} changed meanwhile; it was left alone.");
                result = ExitCodes.Refused;
            }
        }

        return result;
    }

    private static string Missing(string? shard, string owner, List<Lease> named) => (shard, named) switch
    {
        (null, _) => $"No lease is held by {owner}; 'leases show' lists the owners.",
        (_, []) => $"There is no lease of {shard}; 'leases show' lists them.",
        _ => $"The lease of {shard} is held by {named[0].Owner ?? "nobody"}, not by {owner}; it was left alone.",
    };
}
