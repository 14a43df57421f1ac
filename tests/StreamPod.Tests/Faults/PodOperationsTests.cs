using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Observability;
using KeyspacesStreamer.Testing.Pods;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Tests.Faults;

/// <summary>Every operation has terms of its own, and the labels of the metrics are those that something sends.</summary>
public sealed class PodOperationsTests
{
    private static readonly OperationTerms[] All = [.. Enum.GetValues<PodOperation>().Select(operation => operation.Terms())];

    private readonly PodMetrics _metrics = new("1.0.0");
    private readonly PodEvents _events;

    public PodOperationsTests() => _events = new PodEvents(TimeProvider.System, _metrics, new LivenessSignals(TimeProvider.System), NullLogger.Instance);

    [Fact]
    public void Names_AreOneForEachOperation() => Assert.Equal(All.Length, All.Select(terms => terms.Name).Distinct().Count());

    [Fact]
    public void LeaseWrites_AreTheLabelsOfTheirMetric() => Assert.Equal(
        All.Select(terms => terms.LeaseWrite).OfType<string>().Distinct().Order(StringComparer.Ordinal), MetricNames.LeaseWrites.Labels.Single().Values.Order(StringComparer.Ordinal));

    [Fact]
    public void Stages_AreTheLabelsOfTheFaults()
    {
        var sent = All.Select(terms => terms.Stage).Append(FaultStage.Status).Distinct().ToArray();

        Assert.Equal(Enum.GetValues<FaultStage>().Order(), sent.Order());
        Assert.Equal(sent.Select(stage => $"{stage}".ToLowerInvariant()).Order(StringComparer.Ordinal), MetricNames.Faults.Labels[0].Values.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(nameof(PodOperation.Resume), "resume")]
    [InlineData(nameof(PodOperation.Finish), "finish")]
    [InlineData(nameof(PodOperation.Adopt), "adopt")]
    [InlineData(nameof(PodOperation.Begin), "begin")]
    [InlineData(nameof(PodOperation.CompleteParents), "complete_parents")]
    [InlineData(nameof(PodOperation.ReleaseLease), "release")]
    public async Task Attempt_AtALeaseWrite_IsCountedAsWhatItIs(string operation, string label)
    {
        _events.Attempted(Enum.Parse<PodOperation>(operation));
        _events.Attempted(PodOperation.GetRecords);

        var page = await PageAsync();
        Assert.Equal([$"keyspaces_cdc_lease_writes_total{{operation=\"{label}\"}} 1"], page.Where(line => line.StartsWith("keyspaces_cdc_lease_writes_total{", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Failure_WhileTheEndOfAShardIsConfirmed_CountsAsReading()
    {
        _events.WillRetry(PodOperation.ConfirmEnd, "shard-a", 1, FaultKind.Throttled, new TimeoutException("not answered"));

        Assert.Contains("keyspaces_cdc_faults_total{stage=\"reading\",kind=\"throttled\"} 1", await PageAsync());
    }

    [Fact]
    public async Task Shard_ReadToItsEnd_AttemptsWhatItSays()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 3);
        pod.Source.Close(shard);
        var held = pod.Own(shard);

        await Shards.ShardScenario.RunAsync(pod, held, async (loop, _, _) => await loop.UntilAsync("the shard is finished", () => pod.Table[shard].Checkpoint.IsShardEnd, TimeSpan.FromMinutes(1)));

        Assert.Equal(
            [PodOperation.Prepare, PodOperation.PutObject, PodOperation.Finish],
            pod.Events.Attempts.Where(operation => operation.Terms() is { LeaseWrite: not null } or { Stage: FaultStage.Objects }));
    }

    private async Task<string[]> PageAsync()
    {
        using var page = new MemoryStream();
        await _metrics.WriteAsync(page, TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(page.ToArray()).Split('\n');
    }
}
