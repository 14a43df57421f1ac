using System.Globalization;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Observability;

namespace KeyspacesStreamer.StreamPod.Tests.Observability;

/// <summary>The instruments match the list in Contracts and count what their names say.</summary>
public sealed class PodMetricsTests
{
    private readonly PodMetrics _metrics = new("1.2.3");

    [Fact]
    public async Task Export_HoldsExactlyTheListedMetricsWithTypeAndHelp()
    {
        var page = await PageAsync();

        var heads = page.Where(line => line.StartsWith('#')).Order();
        var wanted = MetricNames.All.SelectMany(metric => (string[])[$"# HELP {metric.Name} {metric.Help}", $"# TYPE {metric.Name} {metric.Type.ToString().ToLowerInvariant()}"]).Order();
        Assert.Equal(wanted, heads);
    }

    [Fact]
    public async Task EverySeries_OfACounterStandsFromTheStart()
    {
        var page = await PageAsync();

        Assert.Contains("keyspaces_cdc_groups_sealed_total{reason=\"age\"} 0", page);
        Assert.Contains("keyspaces_cdc_faults_total{stage=\"reading\",kind=\"throttled\"} 0", page);
        Assert.Contains("keyspaces_cdc_gaps_total 0", page);
    }

    [Fact]
    public async Task Counts_GoToTheirMetric()
    {
        _metrics.PageRead(7, 700, TimeSpan.FromSeconds(2));
        _metrics.GetRecordsAnswered("records");
        _metrics.ObjectWritten(50, TimeSpan.FromSeconds(3));
        _metrics.GroupSealed("ShardEnd");
        _metrics.GroupCommitted(6, TimeSpan.FromSeconds(4));
        _metrics.KeyCollided();
        _metrics.GapFound();
        _metrics.RecordQuarantined();
        _metrics.RecordPassedOver("taken_before");
        _metrics.OrderBroken();
        _metrics.LeaseTaken("EarlierIncarnation");
        _metrics.LeaseLost();
        _metrics.HandoffEnded("given");
        _metrics.LeaseWritten("prepare");
        _metrics.FaultSeen(FaultStage.Reading, FaultKind.LeaseLost);

        var page = await PageAsync();

        Assert.Equal(
            [
                "bytes_read_total 700", "commit_seconds_count 1", "commit_seconds_sum 4", "faults_total{stage=\"reading\",kind=\"lease_lost\"} 1", "gaps_total 1",
                "get_records_seconds_count 1", "get_records_seconds_sum 2", "get_records_total{outcome=\"records\"} 1", "groups_sealed_total{reason=\"shard_end\"} 1",
                "handoffs_total{outcome=\"given\"} 1", "key_collisions_total 1", "lease_writes_total{operation=\"prepare\"} 1", "leases_lost_total 1",
                "leases_taken_total{from=\"earlier_incarnation\"} 1", "object_bytes_written_total 50", "objects_written_total 1", "order_faults_total 1", "put_seconds_count 1",
                "put_seconds_sum 3", "quarantined_records_total 1", "records_committed_total 6", "records_passed_over_total{reason=\"taken_before\"} 1", "records_read_total 7",
            ],
            page.Where(line => !line.StartsWith('#') && !line.EndsWith(" 0", StringComparison.Ordinal) && !line.Contains("quantile", StringComparison.Ordinal))
                .Select(line => line[MetricNames.Prefix.Length..])
                .Where(line => !line.StartsWith("build_info", StringComparison.Ordinal) && !line.StartsWith("retention", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task LabelValueNobodyListed_IsCountedAsOther()
    {
        for (var i = 0; i < 100; i++)
        {
            _metrics.GroupSealed("shard-" + i.ToString(CultureInfo.InvariantCulture));
        }

        var page = await PageAsync();

        Assert.Contains("keyspaces_cdc_groups_sealed_total{reason=\"other\"} 100", page);
        Assert.DoesNotContain(page, line => line.Contains("shard-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gauges_AreReadAtEachScrape()
    {
        var reserved = 0L;
        _metrics.ObserveGauges(() => new PodGauges
        {
            Lag = TimeSpan.FromSeconds(5),
            RetentionHeadroom = TimeSpan.FromHours(1),
            ShardsOwned = 3,
            ShardsHalted = 1,
            ShardsAtTip = 2,
            MemoryBudgetBytes = 64,
            MemoryReservedBytes = ++reserved,
            MemoryWaiters = 4,
            LastCommitAt = DateTimeOffset.FromUnixTimeMilliseconds(1_500),
            HeartbeatAge = TimeSpan.FromSeconds(0.5),
        });

        var first = await PageAsync();
        var second = await PageAsync();

        Assert.Contains("keyspaces_cdc_memory_reserved_bytes 1", first);
        Assert.Contains("keyspaces_cdc_memory_reserved_bytes 2", second);
        Assert.Superset(
            new HashSet<string> { "lag_seconds 5", "retention_headroom_seconds 3600", "shards_owned 3", "shards_halted 1", "shards_at_tip 2", "memory_budget_bytes 64", "memory_waiters 4", "last_commit_timestamp_seconds 1.5", "heartbeat_age_seconds 0.5" },
            first.Where(line => !line.StartsWith('#')).Select(line => line[MetricNames.Prefix.Length..]).ToHashSet());
    }

    private async Task<string[]> PageAsync()
    {
        using var page = new MemoryStream();
        await _metrics.WriteAsync(page, TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(page.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
