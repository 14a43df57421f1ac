using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.WorkQueue;
using Prometheus;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>All instruments of the operator, on a registry of their own; the only place that knows prometheus-net.</summary>
internal sealed class OperatorMetrics : IQueueObserver
{
    // Those of controller-runtime and of client-go's workqueue, thinned out.
    private static readonly double[] ReconcileBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] QueueBuckets = [0.001, 0.01, 0.1, 1, 10, 100, 1000];

    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _factory;
    private readonly Counter _awsFaults;
    private readonly Counter _childrenRepaired;
    private readonly Counter _reconciles;
    private readonly Counter.Child _reconcileErrors;
    private readonly Histogram.Child _reconcileTime;
    private readonly Counter.Child _queueAdds;
    private readonly Counter.Child _queueRetries;
    private readonly Histogram.Child _queueTime;
    private readonly Histogram.Child _workTime;
    private readonly Counter _apiRequests;
    private Func<OperatorGauges> _gauges = () => new OperatorGauges();

    /// <param name="version">Which build is running.</param>
    /// <param name="lease">Name of the Lease that is contended for.</param>
    /// <param name="workers">Workers there are.</param>
    public OperatorMetrics(string version, string lease, int workers)
    {
        _factory = Metrics.WithCustomRegistry(_registry);
        _awsFaults = CounterOf(OperatorMetricNames.AwsFaults);
        _childrenRepaired = CounterOf(OperatorMetricNames.ChildrenRepaired);
        _reconciles = CounterOf(OperatorMetricNames.Reconciles);
        _reconcileErrors = CounterOf(OperatorMetricNames.ReconcileErrors).WithLabels(OperatorMetricNames.Controller);
        _reconcileTime = HistogramOf(OperatorMetricNames.ReconcileTime, ReconcileBuckets);
        _queueAdds = CounterOf(OperatorMetricNames.QueueAdds).WithLabels(OperatorMetricNames.Controller);
        _queueRetries = CounterOf(OperatorMetricNames.QueueRetries).WithLabels(OperatorMetricNames.Controller);
        _queueTime = HistogramOf(OperatorMetricNames.QueueTime, QueueBuckets);
        _workTime = HistogramOf(OperatorMetricNames.WorkTime, QueueBuckets);
        _apiRequests = CounterOf(OperatorMetricNames.ApiRequests);
        GaugeOf(OperatorMetricNames.BuildInfo).WithLabels(version).Set(1);
        GaugeOf(OperatorMetricNames.MaxConcurrentReconciles).WithLabels(OperatorMetricNames.Controller).Set(workers);
        ReadGaugesBeforeScrapes(lease);
    }

    /// <summary>Where the gauges come from; asked at each scrape, so it answers from memory and never throws.</summary>
    public void ObserveGauges(Func<OperatorGauges> gauges) => _gauges = gauges;

    /// <summary>Counts one reconcile.</summary>
    /// <param name="result">One of the words of <see cref="OperatorMetricNames.Reconciles"/>.</param>
    /// <param name="elapsed">How long it took.</param>
    public void Reconciled(string result, TimeSpan elapsed)
    {
        _reconciles.WithLabels(OperatorMetricNames.Controller, result).Inc();
        _reconcileTime.Observe(elapsed.TotalSeconds);
        if (result == ReconcileWords.Error)
        {
            _reconcileErrors.Inc();
        }
    }

    /// <summary>Counts a failed AWS call.</summary>
    /// <param name="step">One of the words of <see cref="OperatorMetricNames.AwsFaults"/>; another one is counted as other.</param>
    /// <param name="kind">What the failure means.</param>
    public void AwsFaultSeen(string step, AwsFaultKind kind)
    {
        var labels = OperatorMetricNames.AwsFaults.Labels;
        _awsFaults.WithLabels(WordOf(labels[0], step), WordOf(labels[1], kind.ToString().ToLowerInvariant())).Inc();
    }

    /// <summary>Counts an object that was written again because somebody else had changed or deleted it.</summary>
    /// <param name="kind">Its kind as it is in paths, such as <c>deployments</c>.</param>
    public void ChildRepaired(string kind) => _childrenRepaired.WithLabels(WordOf(OperatorMetricNames.ChildrenRepaired.Labels[0], kind)).Inc();

    /// <summary>Counts a request to the API server.</summary>
    /// <param name="code">Status code, or a word when there was no answer.</param>
    /// <param name="method">HTTP method.</param>
    public void ApiAnswered(string code, string method) => _apiRequests.WithLabels(code, method).Inc();

    /// <summary>Writes all metrics in the Prometheus text format.</summary>
    public Task WriteAsync(Stream output, CancellationToken cancellationToken) => _registry.CollectAndExportAsTextAsync(output, cancellationToken);

    void IQueueObserver.Added(int depth) => _queueAdds.Inc();

    void IQueueObserver.Taken(int depth, TimeSpan waited) => _queueTime.Observe(waited.TotalSeconds);

    void IQueueObserver.Done(TimeSpan worked) => _workTime.Observe(worked.TotalSeconds);

    void IQueueObserver.Retried() => _queueRetries.Inc();

    private static string WordOf(MetricLabel label, string value) => label.Values.Contains(value, StringComparer.Ordinal) ? value : MetricLabel.Other;

    private void ReadGaugesBeforeScrapes(string lease)
    {
        var leader = GaugeOf(OperatorMetricNames.Leader);
        var streams = GaugeOf(OperatorMetricNames.Streams);
        var unwatched = GaugeOf(OperatorMetricNames.UnwatchedStreams);
        var conditions = GaugeOf(OperatorMetricNames.StreamsByCondition);
        var master = GaugeOf(OperatorMetricNames.MasterStatus).WithLabels(lease);
        var depth = GaugeOf(OperatorMetricNames.QueueDepth).WithLabels(OperatorMetricNames.Controller);
        var active = GaugeOf(OperatorMetricNames.ActiveWorkers).WithLabels(OperatorMetricNames.Controller);
        var unfinished = GaugeOf(OperatorMetricNames.UnfinishedWork).WithLabels(OperatorMetricNames.Controller);
        var longest = GaugeOf(OperatorMetricNames.LongestRunning).WithLabels(OperatorMetricNames.Controller);
        _registry.AddBeforeCollectCallback(() =>
        {
            var gauges = _gauges();
            leader.Set(gauges.IsLeader ? 1 : 0);
            master.Set(gauges.IsLeader ? 1 : 0);
            streams.Set(gauges.Streams.Count);
            unwatched.WithLabels("live").Set(gauges.UnwatchedLive);
            unwatched.WithLabels("deleted").Set(gauges.UnwatchedDeleted);
            depth.Set(gauges.QueueDepth);
            active.Set(gauges.ActiveWorkers);
            unfinished.Set(gauges.UnfinishedWork.TotalSeconds);
            longest.Set(gauges.LongestRunning.TotalSeconds);
            foreach (var (condition, status, count) in ConditionCount.Of(gauges.Streams))
            {
                conditions.WithLabels(condition, status).Set(count);
            }
        });
    }

    /// <summary>A counter with all its foreseen series from the start, so that a rate over the first event is not lost.</summary>
    private Counter CounterOf(MetricDefinition metric)
    {
        var counter = _factory.CreateCounter(metric.Name, metric.Help, NamesOf(metric));
        foreach (var values in SeriesOf(metric))
        {
            counter.WithLabels(values).Publish();
        }

        return counter;
    }

    private Gauge GaugeOf(MetricDefinition metric) => _factory.CreateGauge(metric.Name, metric.Help, NamesOf(metric));

    private Histogram.Child HistogramOf(MetricDefinition metric, double[] buckets) =>
        _factory.CreateHistogram(metric.Name, metric.Help, NamesOf(metric), new HistogramConfiguration { Buckets = buckets }).WithLabels(OperatorMetricNames.Controller);

    private static string[] NamesOf(MetricDefinition metric) => [.. metric.Labels.Select(label => label.Name)];

    private static IEnumerable<string[]> SeriesOf(MetricDefinition metric) => metric.Labels.Aggregate<MetricLabel, IEnumerable<string[]>>(
        [[]], (series, label) => series.SelectMany(values => label.Values.Select(value => (string[])[.. values, value])));
}
