using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>What an older version prepared is finished under its own keys; what comes after gets the keys of this version.</summary>
public sealed class OlderKeyRulesTests
{
    private const string Template = "{column:text}/{sequenceNumber}.json";
    private const string TextNull = """{"newImage":{"valueCells":{"text":{"value":{"textT":"__null__"}}}}}""";
    private const string NoText = """{"newImage":{"valueCells":{"text":{"value":null}}}}""";
    private const string TextA = """{"newImage":{"valueCells":{"text":{"value":{"textT":"a"}}}}}""";

    [Fact]
    public async Task Complete_GroupOfTheFirstRules_IsFinishedUnderItsKeysAndTheNextGroupIsNot()
    {
        var pod = TestPod.Create(settings => settings with { Destination = settings.Destination with { KeyTemplate = Template } });
        var shard = pod.Source.AddShard("a");
        foreach (var record in new[] { TextNull, NoText, TextA, TextNull })
        {
            pod.Source.AppendRecord(shard, record);
        }

        var last = pod.Source.AppendRecord(shard, NoText);
        var state = await File.ReadAllBytesAsync(RepositoryRoot.PathOf("tests", "Golden", "pending-groups", "first-rules.json"), TestContext.Current.CancellationToken);
        var lease = pod.Own(shard, lease => lease with { PendingCheckpoint = Checkpoint.At(StreamRecords.Number(3)), PendingState = state });

        await RunAsync(pod, lease, async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(
            ["%5F_null__/100000000000000000000004.json 1", "__null__/100000000000000000000001.json 2", "__null__/100000000000000000000005.json 1", "a/100000000000000000000003.json 1"],
            pod.Store.Objects.Select(item => $"{item.Key} {item.Metadata["record-count"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Complete_GroupWithARecordQuarantinedAtThePrefix_IsFinishedThereAndTheNextOneStandsBelowTheHead()
    {
        var pod = TestPod.Create(settings => settings.With(source => source with { OnUnreadableRecord = UnreadableRecordPolicy.Quarantine }));
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard);
        pod.Source.AppendUnreadable(shard);
        pod.Source.Append(shard);
        var last = pod.Source.AppendUnreadable(shard);
        var state = await File.ReadAllBytesAsync(RepositoryRoot.PathOf("tests", "Golden", "pending-groups", "quarantined-at-the-prefix.json"), TestContext.Current.CancellationToken);
        var lease = pod.Own(shard, lease => lease with { PendingCheckpoint = Checkpoint.At(StreamRecords.Number(3)), PendingState = state });

        await RunAsync(pod, lease, async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(
            ["_quarantine/media/media_content/DAY/SHARD-100000000000000000000002.json", "media/media_content/DAY/100000000000000000000001.json", "media/media_content/_quarantine/DAY/SHARD-100000000000000000000004.json"],
            pod.Store.Objects.Select(item => item.Key.Replace(shard.Value, "SHARD", StringComparison.Ordinal).Replace($"{pod.Clock.GetUtcNow():yyyy-MM-dd}", "DAY", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
