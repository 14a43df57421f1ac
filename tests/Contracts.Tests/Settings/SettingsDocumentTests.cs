using System.Text;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>A sound settings document is read with its defaults and written canonically.</summary>
public sealed class SettingsDocumentTests
{
    private const string Smallest = """
        {"resource":{"name":"media"},"source":{"keyspace":"media","table":"media_content","region":"eu-west-1"},
         "destination":{"bucket":"keyspaces-data-1a2b3c4d"},"checkpoint":{"table":"keyspaces-streamer-media-media_content"}}
        """;

    private const string Fullest = """
        {"resource":{"namespace":"data","name":"media.one","installation":"8f0c2f9e-5d0a-4c58-9a55-1b1f3f0c7e21"},
         "source":{"keyspace":"film","table":"content","region":"us-gov-west-1","streamArn":"arn:aws-us-gov:cassandra:us-gov-west-1:123456789012:/keyspace/film/table/content/stream/2026-01-02T03:04:05.678",
           "startFrom":"Latest","onTrimmedData":"Continue","onUnreadableRecord":"Quarantine","endpoint":"http://localhost:8000",
           "schema":{"columns":[{"name":"b","type":"\"My Type\""},{"name":"id","type":"uuid","kind":"PartitionKey"},{"name":"a","type":"decimal","kind":"Static"}],"types":[{"name":"My Type","fields":[{"name":"x","type":"int"}]}]}},
         "destination":{"bucket":"bucket-1","region":"eusc-de-east-1","prefix":"raw/","keyTemplate":"{keyspace}/{sequenceNumber}.json","format":"Parquet","record":"Flat",
           "flat":{"oldImage":true,"cellMetadata":true,"tableName":true},"columns":{"id":{"as":"Uuid"},"a":{"decimal":{"precision":12,"scale":2}}},
           "recordMetadata":false,"compression":"Snappy","rotation":{"maxRecords":1,"maxBytes":"1Gi","maxAge":"1m30s"},
           "encryption":{"type":"aws:kms","kmsKeyId":"alias/one"},"storageClass":"STANDARD_IA","tags":{"b":"2","a":"1"},"expectedBucketOwner":"123456789012","endpoint":"file:///tmp/out"},
         "checkpoint":{"table":"leases","create":false,"region":"eu-west-2","endpoint":"sqlite:///tmp/leases"},
         "pod":{"memoryBudgetBytes":"64Mi","maxConcurrentReads":1,"maxConcurrentPuts":256,"heartbeatInterval":"100ms","workerTimeout":"300ms","handoffTimeout":"00:00:05",
           "shardSyncInterval":"1h","idlePollMin":"10ms","idlePollMax":"10ms","drainTimeout":"10m","fatalLinger":"0s","port":0}}
        """;

    [Fact]
    public void Read_SmallestDocument_FillsInTheDefaults()
    {
        var settings = Sound(Smallest);

        Assert.Equal("default", settings.Resource.Namespace);
        Assert.Equal(new PodSettings(), settings.Pod);
        Assert.Equal(new RotationSettings(), settings.Destination.Rotation);
        Assert.Equal(new DestinationSettings { Bucket = "keyspaces-data-1a2b3c4d" }, settings.Destination);
        Assert.Equal(new SourceSettings { Keyspace = "media", Table = "media_content", Region = "eu-west-1" }, settings.Source);
        Assert.Equal(new CheckpointSettings { Table = "keyspaces-streamer-media-media_content" }, settings.Checkpoint);
    }

    [Fact]
    public void Read_FullestDocument_TakesEveryMember()
    {
        var settings = Sound(Fullest);

        Assert.Equal(TimeSpan.FromSeconds(90), settings.Destination.Rotation.MaxAge);
        Assert.Equal(1L << 30, settings.Destination.Rotation.MaxBytes);
        Assert.Equal(64L << 20, settings.Pod.MemoryBudgetBytes);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Pod.HandoffTimeout);
        Assert.Equal(new Uri("sqlite:///tmp/leases"), settings.Checkpoint.Endpoint);
        Assert.Equal("1", settings.Destination.Tags!["a"]);
    }

    [Fact]
    public void FullestDocument_LeavesNoMemberAtItsDefault()
    {
        var smallest = SettingsTree.Leaves(SettingsDocument.Write(Sound(Smallest)));
        var fullest = SettingsTree.Leaves(SettingsDocument.Write(Sound(Fullest)));

        Assert.Empty(smallest.Where(leaf => fullest[leaf.Key] == leaf.Value).Select(leaf => leaf.Key));
        Assert.Equal(SettingsTree.LeafPathsOf(typeof(StreamSettings)).Order(), fullest.Keys.Select(SettingsTree.Promised).Distinct().Order());
    }

    [Theory]
    [InlineData(Smallest)]
    [InlineData(Fullest)]
    public void Write_ThenRead_GivesTheSameSettings(string document)
    {
        var canonical = SettingsDocument.Write(Sound(document));

        Assert.Equal(canonical, SettingsDocument.Write(Sound(canonical)));
        Assert.Equal(canonical, SettingsDocument.Write(Sound(SettingsDocument.WriteIndented(Sound(document)))));
    }

    [Fact]
    public void Write_SmallestDocument_IsCanonical()
    {
        const string wanted = """
            {"resource":{"namespace":"default","name":"media"},"source":{"keyspace":"media","table":"media_content","region":"eu-west-1","startFrom":"TrimHorizon","onTrimmedData":"Halt","onUnreadableRecord":"Halt"},
            "destination":{"bucket":"keyspaces-data-1a2b3c4d","prefix":"","keyTemplate":"{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json","format":"JsonLines","record":"Native","recordMetadata":true,"compression":"None",
            "rotation":{"maxRecords":100000,"maxBytes":"64Mi","maxAge":"1m"}},"checkpoint":{"table":"keyspaces-streamer-media-media_content","create":true},
            "pod":{"maxConcurrentReads":32,"maxConcurrentPuts":16,"heartbeatInterval":"3s","workerTimeout":"10s","handoffTimeout":"30s","shardSyncInterval":"1m","idlePollMin":"250ms","idlePollMax":"2s","drainTimeout":"25s","fatalLinger":"10s","port":9464}}
            """;

        Assert.Equal(wanted.ReplaceLineEndings(""), SettingsDocument.Write(Sound(Smallest)));
    }

    [Fact]
    public void Read_Stream_GivesWhatTheBytesGive()
    {
        using var stream = new MemoryStream([.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(Smallest)]);

        var result = SettingsDocument.Read(stream);

        Assert.Equal(Sound(Smallest), result.Settings);
    }

    [Fact]
    public void Read_NullOfAnOptionalMember_MeansItsDefault()
    {
        var settings = Sound(Smallest.Replace("\"bucket\"", "\"tags\":null,\"rotation\":null,\"prefix\":null,\"bucket\"", StringComparison.Ordinal));

        Assert.Equal(Sound(Smallest), settings);
    }

    internal static StreamSettings Sound(string document)
    {
        var result = SettingsDocument.Read(Encoding.UTF8.GetBytes(document));
        Assert.Empty(result.Problems);
        return result.Settings!;
    }
}
