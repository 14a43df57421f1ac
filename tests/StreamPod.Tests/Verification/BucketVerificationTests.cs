using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Tests.Verification;

/// <summary>The content of objects is compared with their metadata, over a store and a table.</summary>
public sealed class BucketVerificationTests
{
    private const string Day = "media/content/2026-01-02/";
    private const string First = Day + "shard-a/10.json";

    private readonly BucketHistory _history = BucketHistory.Sound();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("JsonLines/Native/None")]
    [InlineData("JsonLines/Native/Gzip")]
    public async Task SoundHistory_IsSoundInDepth(string format)
    {
        _history.Format = format;
        _history.Group("shard-b", "80", "85", ["81", "83"], ["82", "85"]);
        _history.Lease("shard-b", "85", "85", parents: ["shard-a"]);

        var report = await _history.RunDeepAsync(Cancellation);

        Assert.Empty(report.Violations);
        Assert.Equal((13, true), (report.Records, report.IsDeep));
    }

    [Fact]
    public async Task WithoutDepth_ContentIsNotRead()
    {
        await using var store = _history.Store();
        await using var table = _history.Table();
        var progress = new VerificationProgress();

        var report = await new BucketVerification(store, table, progress).RunAsync(["media/content/"], isDeep: false, acceptsStarts: false, Cancellation);

        Assert.True(report.IsOk);
        Assert.Equal((5, 5, 0), (progress.Listed, progress.Examined, progress.ToRead));
        Assert.Equal(0, store.RequestsOf(Testing.Objects.ObjectOperation.Read));
    }

    [Fact]
    public async Task ObjectBelowAColumnThatIsCalledAsTheFolderOfGaps_CountsInItsChain()
    {
        _history.Put("shard-b", "80", "90", "1/1", ["90"], "media/content/_gaps/90.json");
        _history.Note("media/content/_gaps/shard-b/90.json", "shard-b", "90");
        _history.Lease("shard-b", "90", "90", parents: ["shard-a"]);

        var report = await _history.RunDeepAsync(Cancellation);

        Assert.Empty(report.Violations);
        Assert.Equal((10, 1), (report.Records, report.GapObjects));
    }

    [Fact]
    public async Task ArchivedObject_IsAFindingAndTheOthersAreRead()
    {
        await using var store = _history.Store();
        await using var table = _history.Table();
        var archived = new ObjectStoreException("Reading s3://data/x was refused (403 InvalidObjectState): restore it.") { IsOfOneObject = true };
        store.FailNext(Testing.Objects.ObjectOperation.Read, archived);

        var report = await new BucketVerification(store, table, new VerificationProgress()).RunAsync(["media/content/"], isDeep: true, acceptsStarts: false, Cancellation);

        var violation = Assert.Single(report.Violations);
        Assert.Equal((ViolationKind.UnreadableContent, archived.Message), (violation.Kind, violation.Message));
        Assert.Equal(5, store.RequestsOf(Testing.Objects.ObjectOperation.Read));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChangedBytes_HaveAWrongChecksum(bool keepsChecksums)
    {
        _history.KeepsChecksums = keepsChecksums;
        _history.Objects[First].Metadata[ObjectMetadata.Sha256] = new string('0', 64);

        await SingleAsync(ViolationKind.WrongChecksum, "has SHA-256");
    }

    [Fact]
    public async Task DecompressedOnTheWay_IsReadAndSaysWhatToDo()
    {
        _history.KeepsChecksums = false;
        _history.Objects[First].Metadata[ObjectMetadata.Format] = "JsonLines/Native/Gzip";
        _history.Objects[First].Metadata[ObjectMetadata.Sha256] = new string('0', 64);

        await SingleAsync(ViolationKind.WrongChecksum, "came decompressed, so its SHA-256 cannot be compared");
    }

    [Theory]
    [InlineData(new[] { "10", "30" }, ViolationKind.WrongRecordCount, "holds 2 records, its metadata says 3")]
    [InlineData(new[] { "10", "20", "29" }, ViolationKind.RecordOutOfRange, "ends with record 29")]
    [InlineData(new[] { "11", "20", "30" }, ViolationKind.RecordOutOfRange, "begins with record 11")]
    [InlineData(new[] { "10", "31", "30" }, ViolationKind.RecordOutOfRange, "line 2 has number 31, outside 10 to 30")]
    [InlineData(new[] { "10", "10", "30" }, ViolationKind.RecordOutOfOrder, "line 2 has number 10 after 10")]
    public async Task WrongRecords_AreNamed(string[] numbers, object kind, string wanted)
    {
        _history.Rewrite(First, string.Concat(numbers.Select(number => BucketHistory.Line("shard-a", number))));

        Assert.Contains((await _history.RunDeepAsync(Cancellation)).Violations, violation => violation.Kind.Equals(kind) && violation.Message.Contains(wanted, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RecordOfAnotherShard_IsForeign()
    {
        _history.Rewrite(First, BucketHistory.Line("shard-a", "10") + BucketHistory.Line("shard-x", "20") + BucketHistory.Line("shard-a", "30"));

        await SingleAsync(ViolationKind.ForeignRecord, "line 2 is a record of shard shard-x");
    }

    [Theory]
    [InlineData("{\"sequenceNumber\":\n", "line 2 is not a JSON document")]
    [InlineData("\n", "line 2 is not a JSON document")]
    [InlineData("{\"metadata\":null,\"sequenceNumber\":20}\n", "line 2 has no sequenceNumber")]
    [InlineData("[\"sequenceNumber\"]\n", "line 2 has no sequenceNumber")]
    [InlineData("{\"\\ud800ceNumber\":1,\"sequenceNumber\":\"20\"}\n", "line 2 has a name or a text with escapes that are no text")]
    [InlineData("{\"sequenceNumber\":\"\\udc00\"}\n", "line 2 has a name or a text with escapes that are no text")]
    public async Task LineThatIsNoRecord_IsUnreadable(string line, string wanted)
    {
        _history.Rewrite(First, BucketHistory.Line("shard-a", "10") + line + BucketHistory.Line("shard-a", "30"));

        await SingleAsync(ViolationKind.UnreadableRecord, wanted);
    }

    [Fact]
    public async Task RecordsWithoutMetadata_AreAccepted()
    {
        _history.Rewrite(First, "{\"sequenceNumber\":\"10\"}\n{\"sequenceNumber\":\"20\",\"metadata\":null}\n{\"sequenceNumber\":\"30\"}\n");

        Assert.Empty((await _history.RunDeepAsync(Cancellation)).Violations);
    }

    [Fact]
    public async Task LastLineWithoutFeed_IsUnreadable()
    {
        _history.Rewrite(First, string.Concat(new[] { "10", "20", "30" }.Select(number => BucketHistory.Line("shard-a", number))).TrimEnd('\n'));

        await SingleAsync(ViolationKind.UnreadableRecord, "line 3 has no line feed, so the file ends within it");
    }

    [Fact]
    public async Task TruncatedGzip_IsUnreadable()
    {
        _history.Format = "JsonLines/Native/Gzip";
        var key = _history.Put("shard-d", "TRIM_HORIZON", "3", "1/1", ["1", "2", "3"]);
        _history.Objects[key] = (_history.Objects[key].Content[..^9], _history.Objects[key].Metadata);
        _history.Lease("shard-d", "3", "3");

        var kinds = (await _history.RunDeepAsync(Cancellation)).Violations.Select(violation => violation.Kind);

        Assert.Contains(ViolationKind.WrongChecksum, kinds);
    }

    [Fact]
    public async Task UnknownFormat_IsSaid()
    {
        _history.Objects[First].Metadata[ObjectMetadata.Format] = "Orc/Flat/Snappy";

        await SingleAsync(ViolationKind.UnreadableRecord, "has format 'Orc/Flat/Snappy', which this version does not know: verify with the version of streampod that wrote it, or a newer one");
    }

    [Fact]
    public async Task RecordInTwoPartsOfAGroup_IsDoubled()
    {
        _history.Objects.Remove(Day + "shard-a/50.json");
        _history.Put("shard-a", "30", "60", "2/2", ["40", "50"], Day + "shard-a/50.json");

        await SingleAsync(ViolationKind.DoubledRecord, "holds record 40, which another part of its group holds too");
    }

    [Fact]
    public async Task LinesLongerThanTheBuffer_AreRead()
    {
        var wide = new string('x', 300_000);
        _history.Rewrite(First, string.Concat(new[] { "10", "20", "30" }.Select(number => $"{{\"wide\":\"{wide}\",\"sequenceNumber\":\"{number}\"}}\n")));

        Assert.Empty((await _history.RunDeepAsync(Cancellation)).Violations);
    }

    [Fact]
    public async Task ObjectThatVanished_IsReported()
    {
        await using var store = _history.Store();
        await using var table = _history.Table();
        var verifier = new ChainVerifier();

        verifier.Add("media/content/gone.json", await store.FindAsync("media/content/gone.json", Cancellation));

        Assert.Contains(verifier.Judge(new([], [], null), new([], [], null), acceptsStarts: false, isDeep: false).Violations, violation => violation.Kind == ViolationKind.Vanished);
    }

    [Theory]
    [InlineData("", "{keyspace}/{table}/{yyyy}/{sequenceNumber}.json", new[] { "media/content/", "_gaps/media/content/", "_quarantine/media/content/" })]
    [InlineData("raw/", "{keyspace}/{table}/{yyyy}/{sequenceNumber}.json", new[] { "raw/media/content/", "raw/_gaps/media/content/", "raw/_quarantine/media/content/" })]
    [InlineData("raw/", "{yyyy}/{sequenceNumber}.json", new[] { "raw/" })]
    [InlineData("raw/", "x-{sequenceNumber}.json", new[] { "raw/" })]
    [InlineData("", "{keyspace}/{table}/dt={yyyy}/{sequenceNumber}.json", new[] { "media/content/", "_gaps/media/content/", "_quarantine/media/content/" })]
    [InlineData("raw/", "{keyspace}_{table}/all/{sequenceNumber}.json", new[] { "raw/media_content/all/", "raw/_gaps/media/content/", "raw/_quarantine/media/content/" })]
    public void ListingPrefix_IsTheHeadOfTheKeysAndTheFoldersOfOlderVersions(string prefix, string template, string[] wanted)
    {
        var settings = new StreamSettings
        {
            Resource = new ResourceSettings { Name = "media" },
            Source = new SourceSettings { Keyspace = "media", Table = "content", Region = "eu-west-1" },
            Destination = new DestinationSettings { Bucket = "bucket", Prefix = prefix, KeyTemplate = template },
            Checkpoint = new CheckpointSettings { Table = "leases" },
        };

        Assert.Equal(wanted, ListingPrefix.AllOf(settings));
    }

    private async Task SingleAsync(ViolationKind kind, string wanted)
    {
        var violation = Assert.Single((await _history.RunDeepAsync(Cancellation)).Violations);

        Assert.Equal(kind, violation.Kind);
        Assert.Contains(wanted, violation.Message, StringComparison.Ordinal);
    }
}
