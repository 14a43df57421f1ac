using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging.Abstractions;
using k8s;
using InsideProcess = KeyspacesStreamer.Operator.Configuration.OperatorProcess;

namespace KeyspacesStreamer.Cluster.Tests.Rights;

/// <summary>The operator's own process inside the test's: the cluster and its rights are real, AWS is in memory.</summary>
internal sealed class OperatorInside : IAsyncDisposable
{
    private const string Region = "eu-west-1";

    private readonly CancellationTokenSource _stop = new();
    private readonly Kubernetes _client;
    private readonly Task _running;

    private OperatorInside(Kubernetes client, Func<CancellationToken, Task> run) => (_client, _running) = (client, run(_stop.Token));

    /// <param name="kubeconfig">Where the cluster is, and with which rights.</param>
    /// <param name="refusals">Hears what is forbidden.</param>
    /// <param name="life">The stream that AWS is prepared for.</param>
    /// <param name="watched">Namespaces that are watched; none means all.</param>
    /// <param name="budgets">Version in which disruption budgets are served.</param>
    public static OperatorInside Start(string kubeconfig, Refusals refusals, NamespacedName life, IReadOnlyList<string> watched, string? budgets)
    {
        var clock = TimeProvider.System;
        var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig), refusals);
        var requests = new ApiRequests(clock, client);
        var writer = new ClusterWriter(requests, new EventDocuments(clock, new Random(life.Namespace.Length), "operator-0"));
        var options = new OperatorOptions { PodName = "operator-0", PodNamespace = ShippedRights.OperatorNamespace, StreamerImage = "streampod:0.1.0", Region = Region, StatusPort = 0, ReconcileWorkers = 2 };
        var metrics = new OperatorMetrics("0.0.0", OperatorOptions.LeaseName, options.ReconcileWorkers);
        var parts = new OperatorParts
        {
            Feeds = new ListWatches(clock, client, watched),
            Everywhere = null,
            Lease = new CoordinationLease(requests, new NamespacedName(ShippedRights.OperatorNamespace, life.Namespace)),
            Lead = new LeadershipFence(clock),
            Reconciler = world => StreamReconcilers.Create(
                clock, new Random(1), world, writer, AwsOf(life), new ReconcileDefaults { Region = Region, Image = options.StreamerImage, DisruptionBudgetVersion = budgets },
                new ReconcileReporter(metrics, NullLogger.Instance)),
            DisruptionBudgetVersion = budgets,
        };
        return new OperatorInside(client, token => new InsideProcess(clock, new Random(2), options, parts, metrics, NullLoggerFactory.Instance).RunAsync(token));
    }

    /// <summary>Stops it as SIGTERM would; the lead is given back.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _client.Dispose();
    }

    private static AwsParts AwsOf(NamespacedName life)
    {
        var (streams, tables, buckets) = (new InMemoryStreamCatalog(), new InMemoryCheckpointTables(), new InMemoryBuckets());
        streams.AddStream(
            StreamLife.Keyspace,
            StreamLife.Table,
            new FoundStream { Arn = $"arn:aws:cassandra:{Region}:111122223333:/keyspace/{StreamLife.Keyspace}/table/{StreamLife.Table}/stream/2026-11-02T08:15:30.123", State = StreamState.Enabled, ViewType = "NEW_AND_OLD_IMAGES" },
            "shard-1");
        foreach (var stream in StreamLife.StreamsOf(life))
        {
            tables.Put(new CheckpointAddress { Region = Region, Table = StreamLife.TableOf(stream) }, new CheckpointTable { State = CheckpointTableState.Active, CreatedFor = stream.ToString() });
        }

        buckets.Add(StreamLife.Bucket, Region);
        return new AwsParts { Streams = streams, Tables = tables, Buckets = buckets, Images = new InMemoryImages() };
    }
}
