using System.Runtime.CompilerServices;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Finds streams that would share a checkpoint table, or write the same objects: the older one goes on, the other one is refused.</summary>
/// <param name="region">The operator's own region.</param>
internal sealed class Duplicates(string region)
{
    // Each stream is compared with all others at each reconcile: what is compared is read once from each object.
    private readonly ConditionalWeakTable<KeyspacesCdcStream, Identity> _identities = [];

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
    public KeyspacesCdcStream? OlderWithSameTable(KeyspacesCdcStream stream, IEnumerable<KeyspacesCdcStream> all) => Oldest(stream, all, SharesTable);

    /// <summary>The oldest stream that was made earlier and writes the same changes under the same keys.</summary>
    public KeyspacesCdcStream? OlderWithSameObjects(KeyspacesCdcStream stream, IEnumerable<KeyspacesCdcStream> all) => Oldest(stream, all, SharesObjects);

    private KeyspacesCdcStream? Oldest(KeyspacesCdcStream stream, IEnumerable<KeyspacesCdcStream> all, Func<Identity, Identity, bool> isRival)
    {
        var own = IdentityOf(stream);
        return all.Where(other => IdentityOf(other) is var found && isRival(found, own) && found.Age.Uid != own.Age.Uid && found.Age.CompareTo(own.Age) < 0)
            .MinBy(other => IdentityOf(other).Age, Comparer<AgeKey>.Default);
    }

    private static bool SharesTable(Identity one, Identity other) => one.Table == other.Table;

    private static bool SharesObjects(Identity one, Identity other) => one.Objects == other.Objects && one.Source == other.Source && MayBeSame(one.Arn, other.Arn);

    private Identity IdentityOf(KeyspacesCdcStream stream) => _identities.GetValue(stream, Read);

    private Identity Read(KeyspacesCdcStream stream)
    {
        var (source, destination, checkpoint) = (stream.Spec.Source, stream.Spec.Destination, stream.Spec.Checkpoint);
        return new Identity(
            new AgeKey(stream.Metadata.CreationTimestamp?.ToUniversalTime() ?? DateTime.MaxValue, stream.Metadata.Uid ?? ""),
            new TableKey(stream.Spec.CheckpointTable(), checkpoint.Region ?? RegionOf(stream), ServiceOf(checkpoint.Endpoint)),
            new ObjectsKey(destination.Bucket, destination.Prefix ?? "", destination.KeyTemplate, ServiceOf(destination.Endpoint)),
            new SourceKey(source.Keyspace, source.Table, RegionOf(stream), ServiceOf(source.Endpoint)),
            source.StreamArn);
    }

    private string RegionOf(KeyspacesCdcStream stream) => stream.Spec.Source.Region ?? region;

    /// <summary>Which stream an unpinned one reads is not known here; two pinned ones tell.</summary>
    private static bool MayBeSame(string? arn, string? other) => arn is null || other is null || arn == other;

    /// <summary>A VPC endpoint leads to the same service as no endpoint; any other address is a service of its own.</summary>
    private static string? ServiceOf(string? endpoint) =>
        !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) ? endpoint
        : AwsPartition.IsHost(uri.Host) ? null
        : uri.AbsoluteUri;

    private Judgement OnTable(KeyspacesCdcStream stream, KeyspacesCdcStream older) => Refused(
        $"Checkpoint table {stream.Spec.CheckpointTable()} in {IdentityOf(stream).Table.Region} belongs to the older stream {NameOf(older)}. Each stream needs its own: "
        + "make this one anew with another spec.checkpoint.table, and with another spec.destination.prefix if both read the same table, or delete the older one.");

    private static Judgement OnObjects(KeyspacesCdcStream older) => Refused(
        $"The older stream {NameOf(older)} writes the same changes of {older.Spec.Source.Keyspace}.{older.Spec.Source.Table} under the same keys of bucket {older.Spec.Destination.Bucket}. "
        + "Write another spec.destination.prefix or spec.destination.keyTemplate, or delete one of the two.");

    private static Judgement Refused(string message) => new(ConditionTypes.SpecValid, false, ConditionReasons.DuplicateStream, message);

    private static string NameOf(KeyspacesCdcStream stream) => $"{stream.Metadata.NamespaceProperty}/{stream.Metadata.Name}";

    /// <summary>What of a stream may get in another one's way.</summary>
    private sealed record Identity(AgeKey Age, TableKey Table, ObjectsKey Objects, SourceKey Source, string? Arn);

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
