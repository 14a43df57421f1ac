using System.Text;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.Tests.Doubles;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>The settings that pods get say what the resource says, and pods never refuse them.</summary>
public sealed class SettingsBuilderTests
{
    public static TheoryData<string> Samples => [.. StreamSamples.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Of_Sample_IsTakenByThePodAsItIs(string name)
    {
        var settings = StreamSamples.DesiredOf(name).Settings;

        var read = SettingsDocument.Read(Encoding.UTF8.GetBytes(SettingsDocument.WriteIndented(settings)));

        Assert.Empty(read.Problems);
        Assert.Equal(SettingsHash.Of(settings), SettingsHash.Of(Assert.IsType<StreamSettings>(read.Settings)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_Checkpoint_LetsPodsCreateNoTable(bool create)
    {
        var stream = TestStreams.Minimal("apps", "media", made => made.Spec = made.Spec with { Checkpoint = new CheckpointSpec { Create = create } });

        Assert.False(SettingsBuilder.Of(stream, "eu-west-1", "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content/stream/2026-01-02T03:04:05.678").Checkpoint.Create);
    }

    [Fact]
    public void Of_NothingPinned_HasTheResolvedStreamAndTheOperatorsRegion()
    {
        var stream = StreamSamples.Read("minimal");

        var settings = SettingsBuilder.Of(stream, "us-east-1", "arn:aws:cassandra:us-east-1:111122223333:/keyspace/media/table/media_content/stream/1");

        Assert.Equal(("us-east-1", "arn:aws:cassandra:us-east-1:111122223333:/keyspace/media/table/media_content/stream/1"), (settings.Source.Region, settings.Source.StreamArn));
        Assert.Equal(("streams", "media-content"), (settings.Resource.Namespace, settings.Resource.Name));
        Assert.Equal("keyspaces-streamer-media-media_content", settings.Checkpoint.Table);
        Assert.Null(settings.Pod.MemoryBudgetBytes);
    }

    [Fact]
    public void Of_GracePeriod_LeavesTheLastSecondsToTheRuntime() =>
        Assert.Equal(TimeSpan.FromSeconds(85), StreamSamples.DesiredOf("full").Settings.Pod.DrainTimeout);

    [Fact]
    public void Of_EverythingWrong_TellsAllOfIt()
    {
        var problem = Assert.Throws<InvalidSpecsException>(() => SettingsBuilder.Of(Wrong(), StreamSamples.Region, StreamSamples.ArnOf(StreamSamples.Read("minimal"))));

        Assert.Equal(
            [
                "metadata.name", "spec.autoscaling.targetLag", "spec.checkpoint.deletionPolicy", "spec.checkpoint.endpoint", "spec.checkpoint.table",
                "spec.destination.bucket", "spec.destination.compression", "spec.destination.encryption.kmsKeyId", "spec.destination.endpoint", "spec.destination.format",
                "spec.destination.prefix", "spec.destination.record", "spec.destination.rotation.maxAge", "spec.destination.rotation.maxBytes", "spec.destination.rotation.maxRecords",
                "spec.pod.resources", "spec.pod.terminationGracePeriodSeconds", "spec.source.endpoint", "spec.source.keyspace", "spec.source.onTrimmedData",
                "spec.source.onUnreadableRecord", "spec.source.region", "spec.source.startFrom",
            ],
            problem.Problems.Select(found => found.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.All(problem.Problems, found => Assert.StartsWith(found.Path + ": ", found.Text, StringComparison.Ordinal));
        Assert.Contains("spec.destination.format: Orc: write JsonLines or Avro or Parquet. ", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void ProblemsOf_Sample_IsEmptyBeforeAStreamIsKnown(string name) => Assert.Empty(SettingsBuilder.ProblemsOf(StreamSamples.Read(name), StreamSamples.Region));

    [Fact]
    public void ProblemsOf_PinnedStreamOfAnotherRegionThanTheOperators_SaysWhatToWrite()
    {
        var stream = StreamSamples.Read("minimal");
        stream.Spec = stream.Spec with { Source = stream.Spec.Source with { StreamArn = StreamSamples.ArnOf(stream) } };

        var problem = Assert.Single(SettingsBuilder.ProblemsOf(stream, "us-east-1"));

        Assert.Equal($"spec.source.streamArn: {stream.Spec.Source.StreamArn}: write a stream in us-east-1, or the region of the stream as source.region.", problem.Text);
    }

    private static KeyspacesCdcStream Wrong()
    {
        var stream = StreamSamples.Read("minimal");
        stream.Metadata.Name = "Media";
        stream.Spec = new KeyspacesCdcStreamSpec
        {
            Source = new SourceSpec { Keyspace = "me-dia", Table = "media_content", Region = "here", StartFrom = "Yesterday", OnTrimmedData = "Cry", OnUnreadableRecord = "Laugh", Endpoint = "host" },
            Destination = new DestinationSpec
            {
                Bucket = "B",
                Prefix = "/x",
                Format = "Orc",
                Record = "Wide",
                Compression = "Lz4",
                Rotation = new RotationSpec { MaxRecords = 0, MaxBytes = "1MB", MaxAge = "soon" },
                Encryption = new EncryptionSpec { Type = EncryptionTypes.Aes256, KmsKeyId = "key" },
                Endpoint = "file:///objects",
            },
            Checkpoint = new CheckpointSpec { Table = "a", DeletionPolicy = "Burn", Endpoint = "sqlite:///leases" },
            Autoscaling = new AutoscalingSpec { MaxReplicas = 2, TargetLag = "long" },
            Pod = new PodSpec { Resources = new PodResources { Cpu = "3" }, TerminationGracePeriodSeconds = 5 },
        };
        return stream;
    }
}
