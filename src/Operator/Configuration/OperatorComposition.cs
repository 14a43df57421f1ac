using k8s;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Reconciling;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>Puts the operator together from its options: what <c>run</c> does.</summary>
/// <param name="clock">Time of everything.</param>
/// <param name="random">Seeds what the parts need of chance.</param>
/// <param name="lease">Opens the Lease that the replicas contend for.</param>
/// <param name="reconciler">Makes the reconciler over the caches.</param>
internal sealed class OperatorComposition(
    TimeProvider clock, Random random, Func<OperatorContext, ILeaderLease> lease, Func<OperatorContext, StreamWorld, IEntityController> reconciler)
{
    // The newer one first; the older was served until 1.24: https://kubernetes.io/docs/reference/using-api/deprecation-guide/#poddisruptionbudget-v125
    private static readonly string[] BudgetVersions = ["v1", "v1beta1"];

    /// <returns>Exit code of the process.</returns>
    public async Task<int> RunAsync(OperatorOptions options, CancellationToken stop)
    {
        using var logs = OperatorLogging.CreateFactory(clock, options.LogLevel);
        var metrics = new OperatorMetrics(OperatorVersion.Text, OperatorOptions.LeaseName, options.ReconcileWorkers);
        using var client = ClusterAccess.Open(new RequestCounter(metrics));
        var context = new OperatorContext
        {
            Clock = clock,
            Random = random,
            Options = options,
            Client = client,
            DisruptionBudgetVersion = await BudgetVersionAsync(client, stop),
            Metrics = metrics,
            Logs = logs,
        };
        var parts = new OperatorParts
        {
            Feeds = new KubernetesFeeds(client, options.WatchNamespaces),
            Lease = lease(context),
            Reconciler = world => reconciler(context, world),
            DisruptionBudgetVersion = context.DisruptionBudgetVersion,
        };
        return await new OperatorProcess(clock, random, options, parts, metrics, logs).RunAsync(stop);
    }

    private static async Task<string?> BudgetVersionAsync(Kubernetes client, CancellationToken cancellationToken)
    {
        var group = await client.Policy.GetAPIGroupAsync(cancellationToken);
        return BudgetVersions.FirstOrDefault(version => group.Versions.Any(served => served.Version == version));
    }
}
