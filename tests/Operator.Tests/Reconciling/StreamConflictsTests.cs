using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Watching;
using static KeyspacesStreamer.Operator.Tests.Doubles.StreamSamples;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>Of two streams that cannot live together the older one goes on.</summary>
public sealed class StreamConflictsTests
{
    private readonly StreamConflicts _duplicates = new("eu-west-1");

    [Fact]
    public void OlderThan_SameTable_TellsTheYoungerAndNamesTheOlder()
    {
        var (older, younger) = (Stream("first", 1), Stream("second", 2));

        var found = FindAmong(younger, [younger, older]);

        Assert.Same(older, found?.Rival);
        Assert.Equal((ConditionTypes.SpecValid, false, ConditionReasons.DuplicateStream), (found?.Result.Type, found?.Result.Holds, found?.Result.Reason));
        Assert.Contains("keyspaces-streamer-media-content in eu-west-1 belongs to stream streams/first", found?.Result.Message, StringComparison.Ordinal);
        Assert.Null(FindAmong(older, [younger, older]));
    }

    [Fact]
    public void OlderThan_MadeInTheSameSecond_GoesByUid()
    {
        var (some, other) = (Stream("a"), Stream("b"));

        Assert.Null(FindAmong(some, [some, other]));
        Assert.Same(some, FindAmong(other, [some, other])?.Rival);
    }

    [Fact]
    public void OlderThan_SeveralOlder_NamesTheOldest()
    {
        KeyspacesCdcStream[] all = [Stream("b", 2), Stream("a", 1), Stream("c", 3)];

        Assert.Same(all[1], FindAmong(all[2], all)?.Rival);
    }

    [Fact]
    public void OlderThan_OlderIsBeingDeleted_StillCounts()
    {
        var older = Stream("first", 1);
        older.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        Assert.NotNull(FindAmong(Stream("second", 2), [older]));
    }

    [Fact]
    public void OlderThan_NameWrittenOut_IsTheSameTable() => Assert.NotNull(Second(spec => spec with { Checkpoint = new CheckpointSpec { Table = "keyspaces-streamer-media-content" } }));

    [Theory]
    [InlineData("eu-west-1", null)]
    [InlineData("eu-north-1", "eu-west-1")]
    public void OlderThan_RegionWrittenOut_IsTheSameTable(string source, string? checkpoint) =>
        Assert.NotNull(Second(spec => spec with { Source = spec.Source with { Region = source }, Checkpoint = new CheckpointSpec { Region = checkpoint } }));

    [Fact]
    public void OlderThan_TableInAnotherRegion_IsAnother() => Assert.Null(Second(spec => Elsewhere(spec) with { Checkpoint = new CheckpointSpec { Region = "eu-north-1" } }));

    [Theory]
    [InlineData("https://dynamodb.eu-west-1.amazonaws.com", true)]
    [InlineData("https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com/", true)]
    [InlineData("https://dynamodb.eu-west-1.api.aws", true)]
    [InlineData("http://dynalite:4567", false)]
    [InlineData("https://amazonaws.com.example", false)]
    public void OlderThan_TableBehindAnEndpoint_IsTheSameWhenAwsAnswers(string endpoint, bool isSame) =>
        Assert.Equal(isSame, Second(spec => Elsewhere(spec) with { Checkpoint = new CheckpointSpec { Endpoint = endpoint } }) is not null);

    [Fact]
    public void OlderThan_SameObjectsWithAnotherTable_SaysWhichFieldToChange()
    {
        var found = Second(Apart);

        Assert.Equal((false, ConditionReasons.DuplicateStream), (found?.Result.Holds, found?.Result.Reason));
        Assert.Contains("Stream streams/first writes the same changes of media.content under the same keys of bucket data.", found?.Result.Message, StringComparison.Ordinal);
        Assert.Contains("spec.destination.prefix", found?.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OlderThan_AnotherBucketPrefixOrTemplate_IsNoDuplicate()
    {
        Assert.Null(Second(spec => Apart(spec) with { Destination = spec.Destination with { Bucket = "other" } }));
        Assert.Null(Second(spec => Apart(spec) with { Destination = spec.Destination with { Prefix = "copy/" } }));
        Assert.Null(Second(spec => Apart(spec) with { Destination = spec.Destination with { KeyTemplate = "{shardId}/{sequenceNumber}.json" } }));
    }

    [Fact]
    public void OlderThan_AnotherSource_IsNoDuplicate()
    {
        Assert.Null(Second(spec => Apart(spec) with { Source = spec.Source with { Table = "users" } }));
        Assert.Null(Second(spec => Apart(spec) with { Source = spec.Source with { Region = "eu-north-1" } }));
        Assert.Null(Second(spec => Apart(spec) with { Source = spec.Source with { Endpoint = "http://emulator:8080" } }));
    }

    [Theory]
    [InlineData(null, "arn:1", true)]
    [InlineData("arn:1", "arn:1", true)]
    [InlineData("arn:1", "arn:2", false)]
    public void OlderThan_PinnedStreams_DifferOnlyWhenBothSaySo(string? some, string other, bool isSame)
    {
        var older = Stream("first", 1, spec => spec with { Source = spec.Source with { StreamArn = some } });
        var younger = Stream("second", 2, spec => Apart(spec) with { Source = spec.Source with { StreamArn = other } });

        Assert.Equal(isSame, FindAmong(younger, [older]) is not null);
    }

    private DuplicateStream? FindAmong(KeyspacesCdcStream stream, params KeyspacesCdcStream[] all) => _duplicates.Find(stream, TableHold.Nobody, Holding(all));

    private static ResourceCache<KeyspacesCdcStream> Holding(params KeyspacesCdcStream[] streams)
    {
        var cache = new ResourceCache<KeyspacesCdcStream>(StreamTerms.OfStream);
        cache.Replace(streams);
        return cache;
    }

    private DuplicateStream? Second(Func<KeyspacesCdcStreamSpec, KeyspacesCdcStreamSpec> change) => FindAmong(Stream("second", 2, change), [Stream("first", 1)]);

    private static KeyspacesCdcStreamSpec Apart(KeyspacesCdcStreamSpec spec) => spec with { Checkpoint = new CheckpointSpec { Table = "other" } };

    private static KeyspacesCdcStreamSpec Elsewhere(KeyspacesCdcStreamSpec spec) => spec with { Destination = spec.Destination with { Prefix = "copy/" } };
}
