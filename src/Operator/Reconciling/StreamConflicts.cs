using KeyspacesStreamer.Contracts.Aws;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>
/// Finds streams that would share a checkpoint table, or write the same objects. A table belongs to the stream that claimed it, whoever is older;
/// what nobody has claimed yet, to the oldest. Streams of another namespace are counted, and not named.
/// </summary>
/// <param name="region">The operator's own region.</param>
internal sealed class StreamConflicts(string region)
{
    /// <summary>The stream that stands in the way of another one; one that is being deleted counts until it is gone.</summary>
    /// <param name="stream">The stream that is judged.</param>
    /// <param name="claim">What is known of its checkpoint table.</param>
    /// <param name="all">Streams among which rivals are looked for.</param>
    /// <returns>Null when nothing stands in the way.</returns>
    public DuplicateStream? Find(KeyspacesCdcStream stream, TableHold claim, IResourceView<KeyspacesCdcStream> all) =>
        WithTable(stream, claim, all) is { } sharer ? new DuplicateStream(sharer, OnTable(stream, sharer))
        : WithObjects(stream, claim, all) is { } rival ? new DuplicateStream(rival, OnObjects(stream, rival))
        : null;

    /// <summary>The oldest stream that was made earlier and names the same checkpoint table.</summary>
    public KeyspacesCdcStream? OldestWithTable(KeyspacesCdcStream stream, IResourceView<KeyspacesCdcStream> all) =>
        Sharers(stream, all).Where(other => AgeOf(other).CompareTo(AgeOf(stream)) < 0).MinBy(AgeOf, Comparer<AgeKey>.Default);

    /// <summary>The other stream for which alone a table that does not exist may be created: the one that had it, else the oldest.</summary>
    public KeyspacesCdcStream? FirstInLine(KeyspacesCdcStream stream, IResourceView<KeyspacesCdcStream> all) =>
        stream.Status?.CheckpointTable is not null ? null : Sharers(stream, all).FirstOrDefault(other => other.Status?.CheckpointTable is not null) ?? OldestWithTable(stream, all);

    private KeyspacesCdcStream? WithTable(KeyspacesCdcStream stream, TableHold claim, IResourceView<KeyspacesCdcStream> all) =>
        claim.IsOwn ? null
        : claim.Holder is { } holder ? Sharers(stream, all).FirstOrDefault(other => NameOf(other) == holder)
        : OldestWithTable(stream, all);

    /// <summary>A stream whose table is somebody else's reads nothing, and so writes nothing.</summary>
    private KeyspacesCdcStream? WithObjects(KeyspacesCdcStream stream, TableHold claim, IResourceView<KeyspacesCdcStream> all)
    {
        var own = PrecedenceOf(stream, claim.IsOwn);
        return Others(stream, all.Under(StreamTerms.OfObjects(stream.Spec)))
            .Where(other => SharesObjects(stream, other) && !HasForeignTable(other) && PrecedenceOf(other, HasWorked(other)).CompareTo(own) < 0)
            .MinBy(other => PrecedenceOf(other, HasWorked(other)), Comparer<(int, AgeKey)>.Default);
    }

    private IEnumerable<KeyspacesCdcStream> Sharers(KeyspacesCdcStream stream, IResourceView<KeyspacesCdcStream> all) =>
        Others(stream, all.Under(StreamTerms.OfTable(stream.Spec.CheckpointTable()))).Where(other => TableOf(other) == TableOf(stream));

    private static IEnumerable<KeyspacesCdcStream> Others(KeyspacesCdcStream stream, IReadOnlyList<KeyspacesCdcStream> found) =>
        found.Where(other => other.Metadata.Uid != stream.Metadata.Uid);

    private bool SharesObjects(KeyspacesCdcStream one, KeyspacesCdcStream other) =>
        ObjectsOf(one) == ObjectsOf(other) && SourceOf(one) == SourceOf(other) && MayBeSame(one.Spec.Source.StreamArn, other.Spec.Source.StreamArn);

    /// <summary>Who has claimed a table goes before who has not; of the same kind, the older one.</summary>
    private static (int, AgeKey) PrecedenceOf(KeyspacesCdcStream stream, bool hasClaimed) => (hasClaimed ? 0 : 1, AgeOf(stream));

    private static bool HasForeignTable(KeyspacesCdcStream stream) =>
        Conditions.Find(stream.Status?.Conditions, ConditionTypes.CheckpointTableReady) is { Status: "False", Reason: ConditionReasons.ForeignTable };

    /// <summary>Older versions did not say in the status whose the table is; pods that were ready or committed had claimed it.</summary>
    private static bool HasWorked(KeyspacesCdcStream stream) =>
        stream.Status is { CheckpointTable: not null } or { LastCommitTime: not null } || Conditions.Holds(stream.Status?.Conditions, ConditionTypes.Ready);

    private static AgeKey AgeOf(KeyspacesCdcStream stream) => new(stream.Metadata.CreationTimestamp?.ToUniversalTime() ?? DateTime.MaxValue, stream.Metadata.Uid ?? "");

    private TableKey TableOf(KeyspacesCdcStream stream) =>
        new(stream.Spec.CheckpointTable(), stream.Spec.Checkpoint.Region ?? RegionOf(stream), ServiceOf(stream.Spec.Checkpoint.Endpoint));

    private static ObjectsKey ObjectsOf(KeyspacesCdcStream stream) => stream.Spec.Destination is var destination
        ? new ObjectsKey(destination.Bucket, destination.Prefix ?? "", destination.KeyTemplate, ServiceOf(destination.Endpoint))
        : default;

    private SourceKey SourceOf(KeyspacesCdcStream stream) => new(stream.Spec.Source.Keyspace, stream.Spec.Source.Table, RegionOf(stream), ServiceOf(stream.Spec.Source.Endpoint));

    private string RegionOf(KeyspacesCdcStream stream) => stream.Spec.Source.Region ?? stream.Status?.Region ?? region;

    /// <summary>Which stream an unpinned one reads is not known here; two pinned ones tell.</summary>
    private static bool MayBeSame(string? arn, string? other) => arn is null || other is null || arn == other;

    /// <summary>A VPC endpoint leads to the same service as no endpoint; any other address is a service of its own.</summary>
    private static string? ServiceOf(string? endpoint) =>
        !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) ? endpoint
        : AwsHosts.Contain(uri.Host) ? null
        : uri.AbsoluteUri;

    private ConditionResult OnTable(KeyspacesCdcStream stream, KeyspacesCdcStream other) => Refused(
        $"Checkpoint table {stream.Spec.CheckpointTable()} in {TableOf(stream).Region} belongs to {TextOf(stream, other)}. Each stream needs its own: "
        + "make this one again with another spec.checkpoint.table, and with another spec.destination.prefix if both read the same table, or delete the other one.");

    private static ConditionResult OnObjects(KeyspacesCdcStream stream, KeyspacesCdcStream other) => Refused(
        $"{(IsNeighbour(stream, other) ? "Stream " + NameOf(other) : "A stream of another namespace")} writes the same changes of {stream.Spec.Source.Keyspace}.{stream.Spec.Source.Table} under the same keys of bucket {stream.Spec.Destination.Bucket}. "
        + "Write another spec.destination.prefix or spec.destination.keyTemplate, or delete one of the two.");

    private static string TextOf(KeyspacesCdcStream stream, KeyspacesCdcStream other) => IsNeighbour(stream, other) ? $"stream {NameOf(other)}" : "a stream of another namespace";

    private static bool IsNeighbour(KeyspacesCdcStream stream, KeyspacesCdcStream other) => stream.Metadata.NamespaceProperty == other.Metadata.NamespaceProperty;

    private static ConditionResult Refused(string message) => new(ConditionTypes.SpecValid, false, ConditionReasons.DuplicateStream, message);

    private static string NameOf(KeyspacesCdcStream stream) => $"{stream.Metadata.NamespaceProperty}/{stream.Metadata.Name}";

    /// <summary>A checkpoint table.</summary>
    private readonly record struct TableKey(string Table, string Region, string? Endpoint);

    /// <summary>Where objects are written, and under which keys.</summary>
    private readonly record struct ObjectsKey(string Bucket, string Prefix, string KeyTemplate, string? Endpoint);

    /// <summary>A table whose changes are read.</summary>
    private readonly record struct SourceKey(string Keyspace, string Table, string Region, string? Endpoint);

    /// <summary>Orders streams by age; of the same second, by uid.</summary>
    private readonly record struct AgeKey(DateTime Made, string Uid) : IComparable<AgeKey>
    {
        public int CompareTo(AgeKey other) => Made != other.Made ? Made.CompareTo(other.Made) : string.CompareOrdinal(Uid, other.Uid);
    }
}
