using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Hosting;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Buckets;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Images;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>Puts the operator together from its options: what <c>run</c> does.</summary>
/// <param name="clock">Time of everything.</param>
/// <param name="random">Seeds what the parts need of chance.</param>
/// <param name="environment">Looks up environment variables, for the connection to the cluster.</param>
internal sealed class OperatorComposition(TimeProvider clock, Random random, Func<string, string?> environment)
{
    private static readonly TimeSpan PauseBeforeAskingAgain = TimeSpan.FromSeconds(2);

    /// <returns>Exit code of the process.</returns>
    public async Task<int> RunAsync(OperatorOptions options, CancellationToken stop)
    {
        using var logs = JsonLineLogging.CreateFactory(clock, options.LogLevel);
        var metrics = new OperatorMetrics(OperatorVersion.Text, OperatorOptions.LeaseName, options.ReconcileWorkers);
        using var client = ClusterConnection.Open(environment, kubeconfig: null, new RequestCounter(metrics));
        using var credentials = new ProcessCredentials(clock, environment, AwsFaults.WhereCredentialsComeFrom);
        using var aws = new AwsClients(clock, credentials, options.AllowedEndpoints);
        var requests = new ApiRequests(clock, client);
        var logger = logs.CreateLogger("streamer-operator");
        var budgets = await AskAsync(new ServedVersions(requests).FindDisruptionBudgetsAsync, logger, stop);
        var identity = new ClusterIdentity(requests);
        var installation = options.InstallationId ?? await AskAsync(identity.FindInstallationAsync, logger, stop);
        if (installation is null)
        {
            logger.InstallationNotKnown();
        }

        var account = await AskAsync(identity.FindServiceAccountAsync, logger, stop);
        var lead = new LeadershipFence(clock);
        IWriteFence? fence = options.LeaderElection ? lead : null;
        var writer = new ClusterWriter(new ApiRequests(clock, client, fence), new EventDocuments(clock, ChildOf(random), options.PodName));
        var defaults = new ReconcileDefaults
        {
            Region = options.Region, Image = options.StreamerImage, DisruptionBudgetVersion = budgets, Installation = installation, OwnAccount = account, AllowedEndpoints = options.AllowedEndpoints,
        };
        var parts = new OperatorParts
        {
            Feeds = new ListWatches(clock, client, options.WatchNamespaces),
            Everywhere = options.WatchNamespaces.Count == 0 ? null : new ListWatches(clock, client, []).Of<KeyspacesCdcStream>(ResourceKinds.Streams, labels: null)[0],
            Lease = new CoordinationLease(requests, new NamespacedName(options.PodNamespace ?? "", OperatorOptions.LeaseName)),
            Lead = lead,
            Reconciler = world => StreamReconcilers.Create(
                clock, ChildOf(random), world, writer, PartsOf(aws, options, fence), defaults, new ReconcileReporter(metrics, logger)),
            DisruptionBudgetVersion = budgets,
        };
        return await new OperatorProcess(clock, random, options, parts, metrics, logs).RunAsync(stop);
    }

    /// <summary>A server that is away when the operator starts is waited for, like any other time.</summary>
    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, ILogger logger, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await question(stop);
            }
            catch (Exception problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Transient } fault)
            {
                logger.ClusterNotReached(fault.Message);
                await Task.Delay(PauseBeforeAskingAgain, clock, stop);
            }
        }
    }

    private AwsParts PartsOf(AwsClients clients, OperatorOptions options, IWriteFence? fence) => new()
    {
        Streams = new StreamCatalog(clock, clients, options.KeyspacesEndpoint),
        Tables = fence is null ? new CheckpointTables(clock, clients) : new FencedCheckpointTables(new CheckpointTables(clock, clients), fence),
        Buckets = new BucketInspector(clock, clients),
        Images = new ImageInspector(clock, clients, options.EcrEndpoint),
    };

    /// <summary>Chance is not safe for several threads: each part has its own.</summary>
    private static Random ChildOf(Random random) => new(random.Next());
}
