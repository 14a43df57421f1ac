using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Finds streams that would share a checkpoint table, or write the same objects: the older one goes on, the other one is refused.</summary>
/// <param name="region">The operator's own region.</param>
internal sealed class Duplicates(string region)
{
    /// <summary>The oldest stream that stands in the way; one that is being deleted counts until it is gone.</summary>
    /// <returns>Null when nothing stands in the way.</returns>
    public DuplicateStream? OlderThan(KeyspacesCdcStream stream, IEnumerable<KeyspacesCdcStream> all)
    {
        var others = all.ToArray();
        return OlderWithSameTable(stream, others) is { } sharer ? new DuplicateStream(sharer, OnTable(stream, sharer))
            : OlderWithSameObjects(stream, others) is { } rival ? new DuplicateStream(rival, OnObjects(rival))
            : null;
    }

    /// <summary>The oldest stream that was made earlier and keeps its place in the same checkpoint table.</summary>
    public KeyspacesCdcStream? OlderWithSameTable(KeyspacesCdcStream stream, IEnumerable<KeyspacesCdcStream> all) =>
        Oldest(stream, all, other => TableOf(other) == TableOf(stream));

    /// <summary>The oldest stream that was made earlier and writes the same changes under the same keys.</summary>
    public KeyspacesCdcStream? OlderWithSameObjects(KeyspacesCdcStream stream, IEnumerable<KeyspacesCdcStream> all) =>
        Oldest(stream, all, other => ObjectsOf(other) == ObjectsOf(stream) && SourceOf(other) == SourceOf(stream) && MayBeSame(other.Spec.Source.StreamArn, stream.Spec.Source.StreamArn));

    private static KeyspacesCdcStream? Oldest(KeyspacesCdcStream stream, IEnumerable<KeyspacesCdcStream> all, Func<KeyspacesCdcStream, bool> isRival) =>
        all.Where(other => other.Metadata.Uid != stream.Metadata.Uid && AgeOrder(other).CompareTo(AgeOrder(stream)) < 0 && isRival(other)).MinBy(AgeOrder, Comparer<AgeKey>.Default);

    private static AgeKey AgeOrder(KeyspacesCdcStream stream) => new(stream.Metadata.CreationTimestamp?.ToUniversalTime() ?? DateTime.MaxValue, stream.Metadata.Uid ?? "");

    private (string Table, string Region, string? Endpoint) TableOf(KeyspacesCdcStream stream) =>
        (stream.Spec.CheckpointTable(), stream.Spec.Checkpoint.Region ?? RegionOf(stream), ServiceOf(stream.Spec.Checkpoint.Endpoint));

    private (string Keyspace, string Table, string Region, string? Endpoint) SourceOf(KeyspacesCdcStream stream) =>
        (stream.Spec.Source.Keyspace, stream.Spec.Source.Table, RegionOf(stream), ServiceOf(stream.Spec.Source.Endpoint));

    private static (string Bucket, string Prefix, string KeyTemplate, string? Endpoint) ObjectsOf(KeyspacesCdcStream stream)
    {
        var destination = stream.Spec.Destination;
        return (destination.Bucket, destination.Prefix ?? "", destination.KeyTemplate, ServiceOf(destination.Endpoint));
    }

    private string RegionOf(KeyspacesCdcStream stream) => stream.Spec.Source.Region ?? region;

    /// <summary>Which stream an unpinned one reads is not known here; two pinned ones tell.</summary>
    private static bool MayBeSame(string? arn, string? other) => arn is null || other is null || arn == other;

    /// <summary>A VPC endpoint leads to the same service as no endpoint; any other address is a service of its own.</summary>
    private static string? ServiceOf(string? endpoint) =>
        !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) ? endpoint
        : uri.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase) ? null
        : uri.AbsoluteUri;

    private Judgement OnTable(KeyspacesCdcStream stream, KeyspacesCdcStream older) => Refused(
        $"Checkpoint table {stream.Spec.CheckpointTable()} in {TableOf(stream).Region} belongs to the older stream {NameOf(older)}. Each stream needs its own: "
        + "make this one anew with another spec.checkpoint.table, and with another spec.destination.prefix if both read the same table, or delete the older one.");

    private static Judgement OnObjects(KeyspacesCdcStream older) => Refused(
        $"The older stream {NameOf(older)} writes the same changes of {older.Spec.Source.Keyspace}.{older.Spec.Source.Table} under the same keys of bucket {older.Spec.Destination.Bucket}. "
        + "Write another spec.destination.prefix or spec.destination.keyTemplate, or delete one of the two.");

    private static Judgement Refused(string message) => new(ConditionTypes.SpecValid, false, ConditionReasons.DuplicateStream, message);

    private static string NameOf(KeyspacesCdcStream stream) => $"{stream.Metadata.NamespaceProperty}/{stream.Metadata.Name}";

    /// <summary>Orders streams by age; of the same second, by uid.</summary>
    private readonly record struct AgeKey(DateTime Made, string Uid) : IComparable<AgeKey>
    {
        public int CompareTo(AgeKey other) => Made != other.Made ? Made.CompareTo(other.Made) : string.CompareOrdinal(Uid, other.Uid);
    }
}
