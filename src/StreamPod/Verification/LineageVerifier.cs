using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Judges that no child shard was read before all its parents were finished.</summary>
internal static class LineageVerifier
{
    /// <summary>Children are taken from the earlier look and parents from the later one, so a running stream is judged fairly.</summary>
    public static IEnumerable<Violation> Judge(LeaseTableSnapshot before, LeaseTableSnapshot after)
    {
        var leases = after.Leases.ToDictionary(lease => lease.ShardId);
        foreach (var child in before.Leases.Where(HasAdvanced))
        {
            foreach (var parent in child.Parents.Where(parent => leases.TryGetValue(parent, out var lease) && !lease.Checkpoint.IsShardEnd))
            {
                yield return new Violation(ViolationKind.ChildBeforeParent, child.ShardId.Value, null, $"Shard {child.ShardId} is read up to {child.Checkpoint}, but its parent {parent} is not finished (checkpoint {leases[parent].Checkpoint}).");
            }
        }
    }

    private static bool HasAdvanced(Lease lease) => lease.Checkpoint.IsShardEnd || lease.Checkpoint.Number is not null || lease.PendingCheckpoint is not null;
}
