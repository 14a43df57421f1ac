namespace KeyspacesStreamer.Operator.Leadership;

/// <summary>The one coordination Lease that the replicas of the operator contend for.</summary>
internal interface ILeaderLease
{
    /// <returns>Null when there is none yet.</returns>
    Task<ObservedLease?> FindAsync(CancellationToken cancellationToken);

    /// <returns>False when somebody else was faster.</returns>
    Task<bool> TryCreateAsync(LeaderRecord record, CancellationToken cancellationToken);

    /// <returns>False when the lease has changed since that version.</returns>
    Task<bool> TryReplaceAsync(LeaderRecord record, string version, CancellationToken cancellationToken);
}
