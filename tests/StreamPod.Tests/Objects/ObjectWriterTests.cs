using System.Buffers;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>What a write says when the key is free, and when it is not.</summary>
public sealed class ObjectWriterTests : IAsyncDisposable
{
    private static readonly ObjectDraft Draft = SampleDraft.Of();
    private static readonly StoreOutcome Stored = new StoreOutcome.Stored(16);
    private static readonly StoreOutcome WasThere = new StoreOutcome.Stored(16) { WasThere = true };
    private readonly InMemoryObjectStore _store = new(TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Write_FreeKey_IsCreated()
    {
        Assert.Equal(Stored, await WriteAsync(Draft));
        Assert.Equal(Draft.Content.ToArray(), _store[Draft.Key].Content);
        Assert.Equal(0, _store.RequestsOf(ObjectOperation.Find));
    }

    [Fact]
    public async Task Write_SameObjectAgain_IsAlreadyThere()
    {
        await WriteAsync(Draft);

        Assert.Equal(WasThere, await WriteAsync(Draft));
    }

    [Fact]
    public async Task Write_AnswerWasLost_SecondTryFindsItThere()
    {
        _store.LoseNextAnswer(new IOException("cut"));

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(Draft));
        var outcome = await WriteAsync(Draft);

        Assert.Equal(WasThere, outcome);
        Assert.Single(_store.Objects);
    }

    [Fact]
    public async Task Write_FailedBeforeLanding_SecondTryCreates()
    {
        _store.FailNext(ObjectOperation.Create, new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => WriteAsync(Draft));

        Assert.Equal(Stored, await WriteAsync(Draft));
    }

    [Fact]
    public async Task Write_LookFails_PassesTheFaultThrough()
    {
        await WriteAsync(Draft);
        _store.FailNext(ObjectOperation.Find, new IOException("cut"));

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(Draft));

        Assert.Equal(WasThere, await WriteAsync(Draft));
    }

    [Fact]
    public async Task Write_OtherSettingsSameRange_IsAlreadyThere()
    {
        await WriteAsync(Draft with { SettingsHash = "other", RecordCount = 5 });

        Assert.Equal(WasThere, await WriteAsync(Draft));
    }

    [Fact]
    public async Task Write_AnotherShardTookTheKey_NamesItsPlaceAndTheSecondNameIsFree()
    {
        await WriteAsync(Draft with { Shard = new ShardId("shard-8") });

        var outcome = await WriteAsync(Draft);

        Assert.Equal([1], Assert.IsType<StoreOutcome.KeyTaken>(outcome).Positions);
        Assert.Equal(Stored, await WriteAsync(Draft with { Key = KeyCollision.KeyOf(Draft.Key, Draft.Shard, Draft.StreamLabel) }));
    }

    [Fact]
    public async Task Write_AnotherStreamTookTheKey_NamesItsPlace()
    {
        await WriteAsync(Draft with { StreamLabel = "2025-12-31T00:00:00.000" });

        Assert.Equal([1], Assert.IsType<StoreOutcome.KeyTaken>(await WriteAsync(Draft)).Positions);
    }

    [Theory]
    [InlineData("25", "30", 2)]
    [InlineData("20", "31", 2)]
    [InlineData("20", "30", 1)]
    public async Task Write_SameStartOtherEnd_IsAnEarlierLife(string last, string groupLast, int part)
    {
        await WriteAsync(Draft with { Last = SequenceNumber.Parse(last), GroupLast = SequenceNumber.Parse(groupLast), Part = part, Previous = Checkpoint.TrimHorizon });

        Assert.Equal(new StoreOutcome.AlreadyCoveredUpTo(SequenceNumber.Parse(groupLast), CutMeasure.Encoded), await WriteAsync(Draft));
    }

    [Fact]
    public async Task Write_EarlierLifeCutByBytesOnTheWire_SaysSo()
    {
        await WriteAsync(Draft with { Last = SequenceNumber.Parse("25"), CutBy = CutMeasure.Wire });

        var outcome = await WriteAsync(Draft);

        Assert.Equal(CutMeasure.Wire, Assert.IsType<StoreOutcome.AlreadyCoveredUpTo>(outcome).CutBy);
        Assert.Equal("Wire", _store[Draft.Key].Metadata["cut-by"]);
    }

    [Fact]
    public async Task Write_EarlierLifeCutInAWayThatIsNotKnown_IsForeign()
    {
        var wanted = ObjectSealing.Seal(Draft with { Last = SequenceNumber.Parse("25") });
        _store.Place(Draft.Key, Draft.Content.ToArray(), new Dictionary<string, string>(wanted.Metadata) { ["cut-by"] = "Pages" });

        var foreign = await Assert.ThrowsAsync<ShardHaltedException>(() => WriteAsync(Draft));

        Assert.Contains("A newer version of this program wrote it", foreign.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_SameStartOtherEndAndSettings_IsForeign()
    {
        await WriteAsync(Draft with { Last = SequenceNumber.Parse("25"), SettingsHash = "other" });

        var foreign = await Assert.ThrowsAsync<ShardHaltedException>(() => WriteAsync(Draft));

        Assert.Equal(
            "memory://bucket/media/2026-01-02/15.json (16 bytes) is not the object of this range: last-sequence-number is '25', expected '20'; "
            + "settings-hash is 'other', expected '5e771465'. Nothing was overwritten. An earlier life of this stream wrote it under other settings, so the lease table was lost or "
            + "set back in time: stop the pods, and 'streampod leases rebuild' puts back the places that the bucket proves. If the range is to be written again, choose another destination.prefix.",
            foreign.Message);
    }

    [Fact]
    public async Task Write_OtherStart_IsForeign()
    {
        await WriteAsync(Draft with { First = SequenceNumber.Parse("14") });

        var foreign = await Assert.ThrowsAsync<ShardHaltedException>(() => WriteAsync(Draft));

        Assert.Contains("first-sequence-number is '14', expected '15'", foreign.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_SameRangeAndSettingsOtherCount_IsForeign()
    {
        await WriteAsync(Draft with { RecordCount = 1 });

        var foreign = await Assert.ThrowsAsync<ShardHaltedException>(() => WriteAsync(Draft));

        Assert.Contains("record-count is '1', expected '2'", foreign.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_PlantedObjectWithOtherBytes_IsNotTakenForOurs()
    {
        var wanted = ObjectSealing.Seal(Draft);
        byte[] planted = [.. Draft.Content.ToArray().Reverse()];
        _store.Place(Draft.Key, planted, new Dictionary<string, string>(wanted.Metadata));

        var other = await Assert.ThrowsAsync<ShardHaltedException>(() => WriteAsync(Draft));

        Assert.Contains("memory://bucket/media/2026-01-02/15.json holds other bytes", other.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(planted)), other.Message, StringComparison.Ordinal);
        Assert.Equal(planted, _store[Draft.Key].Content);
    }

    /// <summary>Other settings may have made other bytes of the same range, but no pod wrote bytes that its own metadata contradicts.</summary>
    [Theory]
    [InlineData("settings-hash")]
    [InlineData("encoder-version")]
    [InlineData("last-sequence-number")]
    public async Task Write_PlantedObjectWithOtherBytesThanItNames_IsOursInNoOtherWay(string other)
    {
        var metadata = new Dictionary<string, string>(ObjectSealing.Seal(Draft).Metadata) { [other] = "99" };
        _store.Place(Draft.Key, [1, 2, 3], metadata);

        var fault = await Assert.ThrowsAsync<ShardHaltedException>(() => WriteAsync(Draft));

        Assert.Contains("holds other bytes", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData(null)]
    public async Task Write_StoreWithoutChecksums_ComparesDigestAndSizeAsWritten(string? forged)
    {
        _store.KeepsChecksums = false;
        var metadata = new Dictionary<string, string>(ObjectSealing.Seal(Draft).Metadata);
        if (forged is not null)
        {
            metadata[forged] = new string('0', 64);
        }

        _store.Place(Draft.Key, forged is null ? [1, 2, 3] : Draft.Content.ToArray(), metadata);

        var other = await Assert.ThrowsAsync<ShardHaltedException>(() => WriteAsync(Draft));
        Assert.Contains("holds other bytes", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OtherEncoderVersionOtherBytes_IsAlreadyThere()
    {
        await WriteAsync(SampleDraft.Of(text: "{\"a\": 1}\n{\"a\": 2}\n") with { EncoderVersion = "2" });

        Assert.Equal(WasThere, await WriteAsync(Draft));
        Assert.Equal("2", _store[Draft.Key].Metadata["encoder-version"]);
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", true)]
    [InlineData("{\"a\":1}\n{\"a\":3}\n", false)]
    public async Task Write_CompressedOtherwise_IsAlreadyThereWhenTheRecordsAreTheSame(string text, bool isThere)
    {
        var draft = Draft with { Compression = Contracts.Settings.ObjectCompression.Gzip };
        using var bytes = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionLevel.NoCompression))
        {
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), Token);
        }

        var wanted = Compressed(draft);
        _store.Place(draft.Key, bytes.ToArray(), wanted.Metadata);

        var problem = await Record.ExceptionAsync(() => new ObjectWriter(_store).WriteAsync(wanted, Token));

        Assert.Equal(isThere, problem is null);
        Assert.Equal(!isThere, problem is ShardHaltedException);
    }

    [Fact]
    public async Task Write_NoGzipWhereGzipBelongs_IsNotTakenForOurs()
    {
        var wanted = Compressed(Draft with { Compression = Contracts.Settings.ObjectCompression.Gzip });
        _store.Place(Draft.Key, [1, 2, 3], wanted.Metadata);

        var other = await Assert.ThrowsAsync<ShardHaltedException>(() => new ObjectWriter(_store).WriteAsync(wanted, Token));
        Assert.Contains("holds other bytes", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ObjectOfSomebodyElse_IsForeignAndUntouched()
    {
        _store.Place(Draft.Key, [1, 2, 3], new Dictionary<string, string>());

        var foreign = await Assert.ThrowsAsync<ShardHaltedException>(() => WriteAsync(Draft));

        Assert.Contains("shard-id is missing, expected 'shard-7'", foreign.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], _store[Draft.Key].Content);
    }

    private static SealedObject Compressed(ObjectDraft draft)
    {
        var stored = new ArrayBufferWriter<byte>();
        ObjectSealing.Compress(draft, stored);
        return ObjectSealing.Seal(draft, new ReadOnlySequence<byte>(stored.WrittenMemory));
    }

    private Task<StoreOutcome> WriteAsync(ObjectDraft draft) => new ObjectWriter(_store).WriteAsync(ObjectSealing.Seal(draft), Token);
}
