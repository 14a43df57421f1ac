using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Faults;
using Prometheus;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>All instruments of the pod, on a registry of their own; the only place that knows prometheus-net.</summary>
internal sealed class PodMetrics
{
    private static readonly QuantileEpsilonPair[] Quantiles = [new(0.5, 0.05), new(0.9, 0.01), new(0.99, 0.001)];

    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _factory;
    private readonly Counter _recordsRead;
    private readonly Counter _bytesRead;
    private readonly Counter _recordsCommitted;
    private readonly Counter _objectsWritten;
    private readonly Counter _objectBytesWritten;
    private readonly Counter _groupsSealed;
    private readonly Counter _getRecords;
    private readonly Counter _faults;
    private readonly Counter _keyCollisions;
    private readonly Counter _gaps;
    private readonly Counter _quarantinedRecords;
    private readonly Counter _recordsPassedOver;
    private readonly Counter _orderFaults;
    private readonly Counter _leasesTaken;
    private readonly Counter _leasesLost;
    private readonly Counter _handoffs;
    private readonly Counter _leaseWrites;
    private readonly Summary _putTime;
    private readonly Summary _commitTime;
    private readonly Summary _getRecordsTime;
    private Func<PodGauges> _gauges = () => new PodGauges();

    public PodMetrics(string version)
    {
        _factory = Metrics.WithCustomRegistry(_registry);
        _recordsRead = CounterOf(MetricNames.RecordsRead);
        _bytesRead = CounterOf(MetricNames.BytesRead);
        _recordsCommitted = CounterOf(MetricNames.RecordsCommitted);
        _objectsWritten = CounterOf(MetricNames.ObjectsWritten);
        _objectBytesWritten = CounterOf(MetricNames.ObjectBytesWritten);
        _groupsSealed = CounterOf(MetricNames.GroupsSealed);
        _getRecords = CounterOf(MetricNames.GetRecords);
        _faults = CounterOf(MetricNames.Faults);
        _keyCollisions = CounterOf(MetricNames.KeyCollisions);
        _gaps = CounterOf(MetricNames.Gaps);
        _quarantinedRecords = CounterOf(MetricNames.QuarantinedRecords);
        _recordsPassedOver = CounterOf(MetricNames.RecordsPassedOver);
        _orderFaults = CounterOf(MetricNames.OrderFaults);
        _leasesTaken = CounterOf(MetricNames.LeasesTaken);
        _leasesLost = CounterOf(MetricNames.LeasesLost);
        _handoffs = CounterOf(MetricNames.Handoffs);
        _leaseWrites = CounterOf(MetricNames.LeaseWrites);
        _putTime = SummaryOf(MetricNames.PutTime);
        _commitTime = SummaryOf(MetricNames.CommitTime);
        _getRecordsTime = SummaryOf(MetricNames.GetRecordsTime);
        GaugeOf(MetricNames.BuildInfo).WithLabels(version).Set(1);
        ReadGaugesBeforeScrapes();
    }

    /// <summary>Records committed since the process started.</summary>
    public long RecordsCommitted => (long)_recordsCommitted.Value;

    /// <summary>Objects written since the process started.</summary>
    public long ObjectsWritten => (long)_objectsWritten.Value;

    /// <summary>Where the gauges come from; asked at each scrape, so it answers from memory and never throws.</summary>
    public void ObserveGauges(Func<PodGauges> gauges) => _gauges = gauges;

    /// <summary>Counts one page: its records, bytes, and the time of the call.</summary>
    public void PageRead(int records, long bytes, TimeSpan elapsed)
    {
        _recordsRead.Inc(records);
        _bytesRead.Inc(bytes);
        _getRecordsTime.Observe(elapsed.TotalSeconds);
    }

    /// <summary>Counts a GetRecords call by outcome; also the failed ones.</summary>
    public void GetRecordsAnswered(string outcome) => Count(_getRecords, MetricNames.GetRecords, outcome);

    public void ObjectWritten(long bytes, TimeSpan elapsed)
    {
        _objectsWritten.Inc();
        _objectBytesWritten.Inc(bytes);
        _putTime.Observe(elapsed.TotalSeconds);
    }

    public void GroupSealed(string reason) => Count(_groupsSealed, MetricNames.GroupsSealed, reason);

    /// <summary>Counts a committed group: its records, and the time since it was closed.</summary>
    public void GroupCommitted(long records, TimeSpan elapsed)
    {
        _recordsCommitted.Inc(records);
        _commitTime.Observe(elapsed.TotalSeconds);
    }

    public void KeyCollided() => _keyCollisions.Inc();

    /// <summary>Data was really lost: a stretch the service trimmed before it was read.</summary>
    public void GapFound() => _gaps.Inc();

    public void RecordQuarantined() => _quarantinedRecords.Inc();

    public void RecordPassedOver(string reason) => Count(_recordsPassedOver, MetricNames.RecordsPassedOver, reason);

    public void OrderBroken() => _orderFaults.Inc();

    public void LeaseTaken(string from) => Count(_leasesTaken, MetricNames.LeasesTaken, from);

    public void LeaseLost() => _leasesLost.Inc();

    public void HandoffEnded(string outcome) => Count(_handoffs, MetricNames.Handoffs, outcome);

    public void LeaseWritten(string operation) => Count(_leaseWrites, MetricNames.LeaseWrites, operation);

    public void FaultSeen(FaultStage stage, FaultKind kind)
    {
        var labels = MetricNames.Faults.Labels;
        _faults.WithLabels(LabelWord.Of(labels[0], stage.ToString()), LabelWord.Of(labels[1], kind.ToString())).Inc();
    }

    /// <summary>Writes all metrics in the Prometheus text format.</summary>
    public Task WriteAsync(Stream output, CancellationToken cancellationToken) => _registry.CollectAndExportAsTextAsync(output, cancellationToken);

    private static void Count(Counter counter, MetricDefinition metric, string value) => counter.WithLabels(LabelWord.Of(metric.Labels[0], value)).Inc();

    private void ReadGaugesBeforeScrapes()
    {
        var lag = GaugeOf(MetricNames.Lag);
        var headroom = GaugeOf(MetricNames.RetentionHeadroom);
        var owned = GaugeOf(MetricNames.ShardsOwned);
        var halted = GaugeOf(MetricNames.ShardsHalted);
        var atTip = GaugeOf(MetricNames.ShardsAtTip);
        var budget = GaugeOf(MetricNames.MemoryBudget);
        var reserved = GaugeOf(MetricNames.MemoryReserved);
        var waiters = GaugeOf(MetricNames.MemoryWaiters);
        var lastCommit = GaugeOf(MetricNames.LastCommit);
        var heartbeatAge = GaugeOf(MetricNames.HeartbeatAge);
        _registry.AddBeforeCollectCallback(() =>
        {
            var gauges = _gauges();
            lag.Set(gauges.Lag.TotalSeconds);
            headroom.Set(gauges.RetentionHeadroom.TotalSeconds);
            owned.Set(gauges.ShardsOwned);
            halted.Set(gauges.ShardsHalted);
            atTip.Set(gauges.ShardsAtTip);
            budget.Set(gauges.MemoryBudgetBytes);
            reserved.Set(gauges.MemoryReservedBytes);
            waiters.Set(gauges.MemoryWaiters);
            lastCommit.Set(gauges.LastCommitAt is { } at ? at.ToUnixTimeMilliseconds() / 1000.0 : 0);
            heartbeatAge.Set(gauges.HeartbeatAge.TotalSeconds);
        });
    }

    /// <summary>A counter with all its series from the start, so that a rate over the first event is not lost.</summary>
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

    private Summary SummaryOf(MetricDefinition metric) =>
        _factory.CreateSummary(metric.Name, metric.Help, NamesOf(metric), new SummaryConfiguration { Objectives = Quantiles, MaxAge = TimeSpan.FromMinutes(5), AgeBuckets = 5 });

    private static string[] NamesOf(MetricDefinition metric) => [.. metric.Labels.Select(label => label.Name)];

    private static IEnumerable<string[]> SeriesOf(MetricDefinition metric) => metric.Labels.Count == 0
        ? []
        : metric.Labels.Aggregate<MetricLabel, IEnumerable<string[]>>([[]], (series, label) => series.SelectMany(values => label.Values.Select(value => (string[])[.. values, value])));
}
