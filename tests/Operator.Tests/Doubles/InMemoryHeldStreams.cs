using KeyspacesStreamer.Operator.Commands;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Streams in memory that carry the operator's finalizer.</summary>
internal sealed class InMemoryHeldStreams : IHeldStreams
{
    /// <summary>Those that carry it.</summary>
    public List<HeldStream> All { get; } = [];

    /// <summary>Whether they may be listed.</summary>
    public bool IsAllowed { get; set; } = true;

    /// <summary>Names of streams that somebody else makes again in the moment in which they are let go.</summary>
    public HashSet<string> Replaced { get; } = [];

    public Task<IReadOnlyList<HeldStream>?> ListAsync(string? place, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HeldStream>?>(IsAllowed ? [.. All.Where(stream => place is null || stream.Key.Namespace == place)] : null);

    public Task<bool> ReleaseAsync(HeldStream stream, CancellationToken cancellationToken) => Task.FromResult(!Replaced.Contains(stream.Key.Name) && All.Remove(stream));
}
