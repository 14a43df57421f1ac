using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Shards.Recovery;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Puts together what works for one shard: the only place that knows of all of it.</summary>
internal sealed class ShardPipeline : IDisposable
{
    private readonly PodContext _pod;
    private readonly IGroupSink _sink;

    public ShardPipeline(PodContext pod, Lease lease)
    {
        _pod = pod;
        Wake = new WakeSignal(pod.Clock);
        Requests = new ShardRequests(Wake);
        Snapshot = new PublishedSnapshot(new ShardSnapshot { LastTurn = pod.Clock.GetTimestamp(), Checkpoint = lease.Checkpoint, Pending = lease.PendingCheckpoint?.Text });
        Lease = new HeldLease(pod.Table, lease, pod.Retrier, pod.Backoff, pod.Observer);
        var commits = pod.Events.CommitsOf(lease.ShardId);
        _sink = new GroupObjects(pod.Clock, pod.Source.Stream, lease.ShardId, pod.Layout, pod.Store, pod.PutGate, pod.Budget, pod.Retrier, commits);
        Writer = new GroupWriter(pod.Clock, Lease, pod.Layout, _sink, commits);
        Retention = new RetentionCheck(pod.Clock, pod.Table, pod.Retrier, Lease);
        Losses = new LossPolicy(pod.Settings.Source.OnTrimmedData, pod.Events, Lease, _sink);
        Lineage = new ShardLineage(pod.Table, pod.Retrier, Lease);
        Recovery = new PendingGroupRecovery(pod, Lease, Lineage, Writer, _sink, Losses, Requests, Snapshot);
        End = new ShardEndConfirmation(pod, Losses, Snapshot, lease.ShardId);
        Children = new ChildLeases(pod);
    }

    public HeldLease Lease { get; }

    public WakeSignal Wake { get; }

    public ShardRequests Requests { get; }

    public PublishedSnapshot Snapshot { get; }

    public GroupWriter Writer { get; }

    public RetentionCheck Retention { get; }

    public LossPolicy Losses { get; }

    public ShardLineage Lineage { get; }

    public PendingGroupRecovery Recovery { get; }

    public ShardEndConfirmation End { get; }

    public ChildLeases Children { get; }

    public ShardReader ReaderAt(IteratorStart place) => new(_pod.Clock, _pod.Source, Lease.Current.ShardId, place, Lease.Current.LatestSince);

    /// <summary>The reading side of one run of the loop.</summary>
    public PagePrefetcher PrefetcherOf(ShardReader reader) => new(
        _pod, new PageFetcher(_pod, Lease.Current.ShardId, reader, Snapshot), Lease, Wake, Snapshot, Retention, Losses);

    /// <summary>The writing side of one run of the loop.</summary>
    public GroupCommitter Committer() => new(_pod.Clock, Writer, Wake);

    /// <summary>The loop between them. Rows carry the shard's lineage, which its first group writes down.</summary>
    public async Task<ShardLoop> LoopOfAsync(PagePrefetcher prefetcher, GroupCommitter committer, CancellationToken cancellationToken)
    {
        Writer.Lineage = _pod.Layout.HoldsRows ? await Lineage.FindAsync(cancellationToken) : null;
        var layout = ShardLayout.Of(_pod.Layout, _pod.Source.Stream, Lease.Current.ShardId, Writer.Lineage ?? 0, _pod.Forms, _pod.TransformOf, _pod.RowGroupBytes);
        return new ShardLoop(_pod, prefetcher, committer, layout, Lease, Requests, Wake, Snapshot);
    }

    public void Dispose() => Wake.Dispose();
}
