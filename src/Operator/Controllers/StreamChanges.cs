using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Controllers;

/// <summary>Which streams must be looked at when one of them changed.</summary>
internal static class StreamChanges
{
    /// <summary>Whether there is more to a change than a new status: the operator writes that itself, and would never come to rest.</summary>
    public static bool IsReason(ResourceChange<KeyspacesCdcStream> change) =>
        change is not { Before.Metadata: { } before, After.Metadata: { } after }
        || before.Uid != after.Uid
        || before.Generation != after.Generation
        || before.DeletionTimestamp != after.DeletionTimestamp
        || !SameWords(before.Finalizers, after.Finalizers)
        || !SamePairs(before.Annotations, after.Annotations)
        || !SamePairs(before.Labels, after.Labels);

    /// <summary>The other streams that name the same checkpoint table as the stream does now or did before: which of them it belongs to may have changed.</summary>
    public static IReadOnlyList<NamespacedName> Neighbours(ResourceChange<KeyspacesCdcStream> change, IResourceView<KeyspacesCdcStream> streams)
    {
        // A new stream takes nothing away from those that were there.
        if (change.Before is not { } before)
        {
            return [];
        }

        string[] tables = [before.Spec.CheckpointTable(), (change.After ?? before).Spec.CheckpointTable()];
        return [.. tables.Distinct().SelectMany(table => streams.Under(StreamTerms.OfTable(table))).Select(ResourceCache<KeyspacesCdcStream>.KeyOf).Where(key => key != change.Key)];
    }

    private static bool SameWords(IList<string>? one, IList<string>? other) => (one ?? []).SequenceEqual(other ?? []);

    private static bool SamePairs(IDictionary<string, string>? one, IDictionary<string, string>? other)
    {
        var (left, right) = (one ?? new Dictionary<string, string>(), other ?? new Dictionary<string, string>());
        return left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
    }
}
