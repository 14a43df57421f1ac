using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Streams;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Testing.Pods;

/// <summary>One pod over a stream, a lease table and a bucket in memory, on a fake clock; further pods share all but their name.</summary>
internal sealed class TestPod
{
    private TestPod(FakeTimeProvider clock, InMemoryStreamSource source, InMemoryLeaseTable table, InMemoryObjectStore store, string name, StreamSettings settings, GroupLimits? limits, IReadOnlyList<string>? knownColumns = null, string? transform = null)
    {
        (Clock, Source, Table, Store) = (clock, source, table, store);
        var layout = ObjectLayout.Of(settings) with { Transform = transform };
        var budget = new MemoryBudget(settings.Pod.MemoryBudgetBytes ?? 64 * 1024 * 1024);
        Context = new PodContext
        {
            Clock = clock,
            Random = new Random(7),
            Settings = settings,
            Worker = new WorkerName(name, "1"),
            Source = source,
            Table = table,
            Store = store,
            Layout = layout,
            Limits = limits ?? GroupLimits.Of(layout, budget.LimitBytes),
            Budget = budget,
            ReadGate = new Gate(settings.Pod.MaxConcurrentReads),
            PutGate = new Gate(settings.Pod.MaxConcurrentPuts),
            PageSizes = new PageSizes(budget.LimitBytes),
            Backoff = new Backoff(clock, new Random(8)),
            Observer = Events,
            Events = Events,
            KnownColumns = knownColumns ?? [],
            TransformOf = DropByNumber.Of,
        };
    }

    public FakeTimeProvider Clock { get; }

    public InMemoryStreamSource Source { get; }

    public InMemoryLeaseTable Table { get; }

    public InMemoryObjectStore Store { get; }

    public RecordingEvents Events { get; } = new();

    public PodContext Context { get; }

    public static StreamSettings Settings { get; } = new()
    {
        Resource = new ResourceSettings { Name = "media-content" },
        Source = new SourceSettings { Keyspace = "media", Table = "media_content", Region = "eu-central-1" },
        Destination = new DestinationSettings { Bucket = "bucket", Rotation = new RotationSettings { MaxAge = TimeSpan.FromSeconds(5) } },
        Checkpoint = new CheckpointSettings { Table = "leases" },
    };

    /// <summary>A pod with a world of its own.</summary>
    public static TestPod Create(
        Func<StreamSettings, StreamSettings>? change = null, GroupLimits? limits = null, StreamViewType viewType = StreamViewType.NewAndOldImages, IReadOnlyList<string>? knownColumns = null, string? transform = null)
    {
        var clock = new FakeTimeProvider(LeaseSamples.Noon);
        var source = new InMemoryStreamSource(clock) { Stream = StreamRecords.Stream with { ViewType = viewType } };
        return new TestPod(clock, source, new InMemoryLeaseTable(), new InMemoryObjectStore(clock), "media-0", (change ?? (same => same))(Settings), limits, knownColumns, transform);
    }

    /// <summary>Another pod in the same world, or this one in another life.</summary>
    public TestPod Another(string name, Func<StreamSettings, StreamSettings>? change = null, GroupLimits? limits = null) =>
        new(Clock, Source, Table.OpenAnother(), Store, name, (change ?? (same => same))(Context.Settings), limits ?? Context.Limits, transform: Context.Layout.Transform);

    /// <summary>Puts a lease of a shard into the table, owned by this pod, and returns it.</summary>
    public Lease Own(ShardId shardId, Func<Lease, Lease>? change = null)
    {
        var lease = new Lease
        {
            ShardId = shardId,
            Owner = Context.Worker.ToString(),
            Counter = 1,
            Checkpoint = Checkpoint.TrimHorizon,
            StreamArn = StreamRecords.Arn,
        };
        lease = (change ?? (same => same))(lease);
        Table.Put(lease);
        return lease;
    }

    public HeldLease Hold(Lease lease) => new(Context.Table, lease, Context.Retrier, Context.Backoff, Events);
}
