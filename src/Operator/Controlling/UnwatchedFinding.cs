using KeyspacesStreamer.Operator.Queues;

namespace KeyspacesStreamer.Operator.Controlling;

/// <summary>Streams outside the watched namespaces that carry the operator's finalizer.</summary>
/// <param name="Live">Those that nobody has deleted.</param>
/// <param name="Deleted">Those that are deleted, and wait for somebody to let them go.</param>
internal sealed record UnwatchedFinding(IReadOnlyList<ResourceKey> Live, IReadOnlyList<ResourceKey> Deleted)
{
    private const int MostNames = 10;

    /// <summary>No such stream, as far as is known.</summary>
    public static UnwatchedFinding None { get; } = new([], []);

    /// <summary>For people; null when there is nothing to say.</summary>
    public string? Sentence => Count == 0 ? null
        : $"{(Count == 1 ? "1 stream" : $"{Count} streams")} outside WATCH_NAMESPACES {(Count == 1 ? "carries" : "carry")} the finalizer, {Deleted.Count} of them deleted and waiting: {Names}. "
        + "Unless another operator works on them, write their namespaces into WATCH_NAMESPACES, or let them go with streamer-operator finalizers.";

    private int Count => Live.Count + Deleted.Count;

    private string Names => string.Join(", ", Deleted.Concat(Live).Take(MostNames)) + (Count > MostNames ? $" and {Count - MostNames} more" : "");

    public bool IsSameAs(UnwatchedFinding other) => Live.SequenceEqual(other.Live) && Deleted.SequenceEqual(other.Deleted);
}
