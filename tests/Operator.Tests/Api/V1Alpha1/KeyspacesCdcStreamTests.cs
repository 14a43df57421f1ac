using k8s;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Tests.Api.V1Alpha1;

/// <summary>The model as the client reads and writes it.</summary>
public sealed class KeyspacesCdcStreamTests
{
    private const string Minimal = """
        {"apiVersion":"keyspaces-streamer.dev/v1alpha1","kind":"KeyspacesCdcStream","metadata":{"name":"media","generation":3},
         "spec":{"source":{"keyspace":"media","table":"content"},"destination":{"bucket":"data"}}}
        """;

    [Fact]
    public void Deserialize_WithoutDefaults_HasThoseOfTheSchema()
    {
        var spec = Read(Minimal).Spec;

        Assert.Equal(StartFrom.TrimHorizon, spec.Source.ParseStartFrom());
        Assert.Equal(TrimmedDataPolicy.Halt, spec.Source.ParseOnTrimmedData());
        Assert.Equal(UnreadableRecordPolicy.Halt, spec.Source.ParseOnUnreadableRecord());
        Assert.Equal(ObjectFormat.JsonLines, spec.Destination.ParseFormat());
        Assert.Equal(RecordShape.Native, spec.Destination.ParseRecord());
        Assert.Equal(ObjectCompression.None, spec.Destination.ParseCompression());
        Assert.Equal(64L << 20, spec.Destination.Rotation.ParseMaxBytes());
        Assert.Equal(TimeSpan.FromMinutes(1), spec.Destination.Rotation.ParseMaxAge());
        Assert.Equal(CheckpointDeletionPolicy.Retain, spec.Checkpoint.ParseDeletionPolicy());
        Assert.Equal(TimeSpan.FromSeconds(55), spec.Pod.DrainTimeout());
        Assert.Null(spec.Source.ParseEndpoint());
    }

    [Fact]
    public void CheckpointTable_NotWritten_IsMadeFromTheTable() => Assert.Equal("keyspaces-streamer-media-content", Read(Minimal).Spec.CheckpointTable());

    [Fact]
    public void CheckpointTable_Written_IsThat() =>
        Assert.Equal("leases", Read(Minimal.Replace("}}}", "},\"checkpoint\":{\"table\":\"leases\"}}}", StringComparison.Ordinal)).Spec.CheckpointTable());

    [Fact]
    public void Deserialize_WordOfANewerSchema_FailsOnlyWhereItIsUsed()
    {
        var spec = Read(Minimal.Replace("\"data\"", "\"data\",\"format\":\"Orc\",\"later\":1", StringComparison.Ordinal)).Spec;

        var problem = Assert.Throws<InvalidSpecException>(() => spec.Destination.ParseFormat());
        Assert.Equal("spec.destination.format: Orc: write JsonLines or Avro or Parquet.", problem.Message);
        Assert.Equal(("spec.destination.format", "Orc"), (problem.Path, problem.Value));
    }

    [Fact]
    public void Deserialize_List_HasItsItems()
    {
        var list = KubernetesJson.Deserialize<KeyspacesCdcStreamList>(
            $$"""{"apiVersion":"keyspaces-streamer.dev/v1alpha1","kind":"KeyspacesCdcStreamList","metadata":{"resourceVersion":"7"},"items":[{{Minimal}}]}""");

        Assert.Equal("7", list.Metadata.ResourceVersion);
        Assert.Equal(3, Assert.Single(list.Items).Metadata.Generation);
    }

    [Fact]
    public void Serialize_Status_LeavesOutWhatIsNotKnown()
    {
        var status = new KeyspacesCdcStreamStatus
        {
            ObservedGeneration = 3,
            Conditions = [new() { Type = ConditionTypes.Ready, Status = "True", Reason = ConditionReasons.Streaming, Message = "All is well.", LastTransitionTime = new DateTime(2026, 11, 2, 8, 15, 30, DateTimeKind.Utc) }],
            Shards = new ShardCounts { Open = 4, Halted = 0 },
            LastCommitTime = new DateTime(2026, 11, 2, 8, 15, 30, DateTimeKind.Utc),
            Records = 12_000_000_000,
        };

        var json = KubernetesJson.Serialize(status);

        Assert.Contains("\"shards\":{\"open\":4,\"halted\":0}", json, StringComparison.Ordinal);
        Assert.Contains("\"records\":12000000000", json, StringComparison.Ordinal);
        Assert.Matches("\"lastCommitTime\":\"2026-11-02T08:15:30(\\.0+)?Z\"", json);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.DoesNotContain("streamArn", json, StringComparison.Ordinal);
    }

    private static KeyspacesCdcStream Read(string json) => KubernetesJson.Deserialize<KeyspacesCdcStream>(json);
}
