using System.Text;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Tests.Observability;

/// <summary>The instruments match the list in Contracts and count what their names say.</summary>
public sealed class OperatorMetricsTests
{
    private readonly OperatorMetrics _metrics = new("1.2.3", "the-lease", workers: 8);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_HoldsExactlyTheListedMetricsWithTypeAndHelp()
    {
        _metrics.ApiAnswered("200", "GET");

        var heads = (await PageAsync()).Where(line => line.StartsWith('#')).Order();

        var wanted = OperatorMetricNames.All.SelectMany(metric => (string[])[$"# HELP {metric.Name} {metric.Help}", $"# TYPE {metric.Name} {metric.Type.ToString().ToLowerInvariant()}"]).Order();
        Assert.Equal(wanted, heads);
    }

    [Fact]
    public async Task EverySeries_OfACounterStandsFromTheStart()
    {
        var page = await PageAsync();

        Assert.Contains("keyspaces_cdc_operator_aws_faults_total{step=\"bucket\",kind=\"denied\"} 0", page);
        Assert.Contains("keyspaces_cdc_operator_children_repaired_total{kind=\"deployments\"} 0", page);
        Assert.Contains("controller_runtime_reconcile_total{controller=\"keyspacescdcstream\",result=\"requeue\"} 0", page);
        Assert.Contains("keyspaces_cdc_operator_build_info{version=\"1.2.3\"} 1", page);
        Assert.Contains("controller_runtime_max_concurrent_reconciles{controller=\"keyspacescdcstream\"} 8", page);
    }

    [Fact]
    public async Task Counts_GoToTheirMetric()
    {
        _metrics.Reconciled(ReconcileWords.Error, TimeSpan.FromSeconds(2));
        _metrics.AwsFaultSeen("bucket", AwsFaultKind.Denied);
        _metrics.AwsFaultSeen("elsewhere", AwsFaultKind.Throttled);
        _metrics.ChildRepaired(ResourceKinds.Deployments.Plural);
        _metrics.ApiAnswered("404", "GET");

        var page = await PageAsync();

        Assert.Contains("controller_runtime_reconcile_total{controller=\"keyspacescdcstream\",result=\"error\"} 1", page);
        Assert.Contains("controller_runtime_reconcile_errors_total{controller=\"keyspacescdcstream\"} 1", page);
        Assert.Contains("controller_runtime_reconcile_time_seconds_sum{controller=\"keyspacescdcstream\"} 2", page);
        Assert.Contains("keyspaces_cdc_operator_aws_faults_total{step=\"bucket\",kind=\"denied\"} 1", page);
        Assert.Contains("keyspaces_cdc_operator_aws_faults_total{step=\"other\",kind=\"throttled\"} 1", page);
        Assert.Contains("keyspaces_cdc_operator_children_repaired_total{kind=\"deployments\"} 1", page);
        Assert.Contains("rest_client_requests_total{code=\"404\",method=\"GET\"} 1", page);
    }

    [Fact]
    public async Task Queue_IsTimedAndCounted()
    {
        IQueueObserver queue = _metrics;
        queue.Added(3);
        queue.Taken(2, TimeSpan.FromSeconds(4));
        queue.Done(TimeSpan.FromSeconds(5));
        queue.Retried();

        var page = await PageAsync();

        Assert.Contains("workqueue_adds_total{name=\"keyspacescdcstream\"} 1", page);
        Assert.Contains("workqueue_queue_duration_seconds_sum{name=\"keyspacescdcstream\"} 4", page);
        Assert.Contains("workqueue_work_duration_seconds_sum{name=\"keyspacescdcstream\"} 5", page);
        Assert.Contains("workqueue_retries_total{name=\"keyspacescdcstream\"} 1", page);
    }

    [Fact]
    public async Task Gauges_AreAskedForAtTheScrape()
    {
        _metrics.ObserveGauges(() => new OperatorGauges
        {
            IsLeader = true,
            Streams = [SomeStream.Named("a", condition: "True"), SomeStream.Named("b", condition: "False"), SomeStream.Named("c")],
            UnwatchedLive = 2,
            UnwatchedDeleted = 1,
            QueueDepth = 5,
            ActiveWorkers = 2,
            UnfinishedWork = TimeSpan.FromSeconds(7),
            LongestRunning = TimeSpan.FromSeconds(4),
        });

        var page = await PageAsync();

        Assert.Contains("keyspaces_cdc_operator_leader 1", page);
        Assert.Contains("leader_election_master_status{name=\"the-lease\"} 1", page);
        Assert.Contains("keyspaces_cdc_operator_streams 3", page);
        Assert.Contains("keyspaces_cdc_operator_unwatched_streams{state=\"live\"} 2", page);
        Assert.Contains("keyspaces_cdc_operator_unwatched_streams{state=\"deleted\"} 1", page);
        Assert.Contains("keyspaces_cdc_operator_streams_by_condition{condition=\"Ready\",status=\"true\"} 1", page);
        Assert.Contains("keyspaces_cdc_operator_streams_by_condition{condition=\"Ready\",status=\"false\"} 1", page);
        Assert.Contains("keyspaces_cdc_operator_streams_by_condition{condition=\"Ready\",status=\"unknown\"} 1", page);
        Assert.Contains("keyspaces_cdc_operator_streams_by_condition{condition=\"Suspended\",status=\"unknown\"} 3", page);
        Assert.Contains("workqueue_depth{name=\"keyspacescdcstream\"} 5", page);
        Assert.Contains("controller_runtime_active_workers{controller=\"keyspacescdcstream\"} 2", page);
        Assert.Contains("workqueue_unfinished_work_seconds{name=\"keyspacescdcstream\"} 7", page);
        Assert.Contains("workqueue_longest_running_processor_seconds{name=\"keyspacescdcstream\"} 4", page);
    }

    [Fact]
    public void Labels_AreTheWordsOfTheCode()
    {
        Assert.Equal(ConditionTypes.All, OperatorMetricNames.StreamsByCondition.Labels[0].Values);
        Assert.Equal(Enum.GetNames<AwsFaultKind>().Select(name => name.ToLowerInvariant()), OperatorMetricNames.AwsFaults.Labels[1].Values);
        Assert.Equal(
            ((string[])[ResourceKinds.ConfigMaps.Plural, ResourceKinds.Deployments.Plural, ResourceKinds.DisruptionBudgets("v1").Plural, ResourceKinds.ServiceAccounts.Plural, ResourceKinds.Services.Plural]).Order(),
            OperatorMetricNames.ChildrenRepaired.Labels[0].Values.Order());
        Assert.Equal(StreamApi.Singular, OperatorMetricNames.Controller);
    }

    private async Task<string[]> PageAsync()
    {
        using var page = new MemoryStream();
        await _metrics.WriteAsync(page, Token);
        return Encoding.UTF8.GetString(page.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
