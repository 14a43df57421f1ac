using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Rebuilding;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Tests.Verification;
using KeyspacesStreamer.StreamPod.Verification;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Pods;

namespace KeyspacesStreamer.StreamPod.Tests.Rebuilding;

/// <summary>Bucket, table and listing of a stream, and what a rebuild makes of them.</summary>
internal sealed class RebuildBench
{
    public static readonly DateTimeOffset Now = LeaseSamples.Noon;

    public static readonly ObjectLayout Layout = ObjectLayout.Of(TestPod.Settings);

    private readonly List<ShardListing> _listing = [];
    private readonly HashSet<ShardId> _kept = [];

    public BucketHistory History { get; } = new() { SettingsHash = Layout.Hash() };

    public RebuildOptions Options { get; set; } = new();

    public StartFrom StartFrom { get; set; } = StartFrom.TrimHorizon;

    public DateTimeOffset? StreamCreatedAt { get; set; }

    /// <summary>A shard of the stream; what follows its last object is there unless said otherwise.</summary>
    public RebuildBench Shard(string shard, bool isKept = true, bool isClosed = false, params string[] parents)
    {
        _listing.Add(new ShardListing(new ShardId(shard), [.. parents.Select(parent => new ShardId(parent))], isClosed));
        if (isKept)
        {
            _kept.Add(new ShardId(shard));
        }

        return this;
    }

    public RebuildPlan Plan()
    {
        var verifier = new ChainVerifier();
        foreach (var stored in History.StoredObjects())
        {
            verifier.Add(stored.Key, stored);
        }

        var stream = new TableStream
        {
            Arn = "arn:aws:cassandra:eu-west-1:123456789012:/keyspace/media/table/content/stream/" + BucketHistory.Label,
            Label = BucketHistory.Label,
            Keyspace = "media",
            Table = "content",
            ViewType = StreamViewType.NewAndOldImages,
            CreatedAt = StreamCreatedAt,
        };
        var findings = RebuildFindings.Of(stream, _listing, History.Snapshot(), verifier, Options.AcceptsStarts);
        var asked = ShardSafety.PlacesOf(findings).Select(place => place.ShardId);
        return new RebuildPlanner(stream, Layout, StartFrom, Options, Now).Plan(findings, asked.Where(_kept.Contains).ToHashSet());
    }

    public RebuildRow Row(string shard) => Plan().Rows.Single(row => row.ShardId == shard);
}
