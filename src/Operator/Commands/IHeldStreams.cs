namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Finds streams that carry the operator's finalizer, and takes it off.</summary>
internal interface IHeldStreams
{
    /// <returns>All that carry it; null when they may not be listed.</returns>
    /// <param name="place">Namespace; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<HeldStream>?> ListAsync(string? place, CancellationToken cancellationToken);

    /// <summary>Takes the finalizer off this incarnation of the stream, and leaves those of others.</summary>
    /// <returns>False when it is gone, or another one by now.</returns>
    Task<bool> ReleaseAsync(HeldStream stream, CancellationToken cancellationToken);
}
