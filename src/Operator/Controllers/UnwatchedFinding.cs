using KeyspacesStreamer.Operator.Reconciling.Workloads;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Controllers;

/// <summary>Streams outside the watched namespaces that carry the operator's finalizer.</summary>
/// <param name="Live">Those that nobody has deleted.</param>
/// <param name="Deleted">Those that are deleted, and wait for somebody to let them go.</param>
internal sealed record UnwatchedFinding(IReadOnlyList<NamespacedName> Live, IReadOnlyList<NamespacedName> Deleted)
{
    /// <summary>What to do about streams that no operator works on.</summary>
    public const string Advice = "write their namespaces into WATCH_NAMESPACES, or let them go with streamer-operator finalizers.";

    private const int MostNames = 10;

    /// <summary>No such stream, as far as is known.</summary>
    public static UnwatchedFinding None { get; } = new([], []);

    /// <summary>For people; null when there is nothing to say.</summary>
    public string? Sentence => Count == 0 ? null
        : $"{MessageText.Counted(Count, "stream")} outside WATCH_NAMESPACES {(Count == 1 ? "carries" : "carry")} the finalizer, {Deleted.Count} of them deleted and waiting: {NamesOf([.. Deleted, .. Live])}. "
        + $"Unless another operator works on them, {Advice}";

    private int Count => Live.Count + Deleted.Count;

    /// <summary>The first ten, and how many more there are.</summary>
    public static string NamesOf(IReadOnlyList<NamespacedName> keys) =>
        string.Join(", ", keys.Take(MostNames)) + (keys.Count > MostNames ? $" and {keys.Count - MostNames} more" : "");

    public bool IsSameAs(UnwatchedFinding other) => Live.SequenceEqual(other.Live) && Deleted.SequenceEqual(other.Deleted);
}
