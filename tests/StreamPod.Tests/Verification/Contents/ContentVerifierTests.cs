using System.Buffers;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Tests.Shapes;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Tests.Verification.Contents;

/// <summary>Objects of every format that is written are read in depth: a sound one has nothing against it, and each damage is named.</summary>
public sealed class ContentVerifierTests
{
    private const int MostDamages = 500;

    public static TheoryData<string> Formats => WrittenObject.Formats;

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task SoundObject_HasNothingAgainstIt(string format)
    {
        var written = new WrittenObject(format);

        Assert.Empty(await written.ViolationsAsync(written.Bytes("10", "20", "30")));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task SoundObjectOfSeveralBlocks_HasNothingAgainstIt(string format)
    {
        var written = new WrittenObject(format) { IsCutSmall = true };

        Assert.Empty(await written.ViolationsAsync(written.Bytes("10", "20", "30")));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task LostRecord_IsAWrongCount(string format)
    {
        var written = new WrittenObject(format);

        var violation = Assert.Single(await written.ViolationsAsync(written.Bytes("10", "30")));

        Assert.Equal((ViolationKind.WrongRecordCount, $"{WrittenObject.Key} holds 2 records, its metadata says 3."), (violation.Kind, violation.Message));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task RecordTwice_IsAWrongCountAndOutOfOrder(string format)
    {
        var written = new WrittenObject(format);

        var violations = await written.ViolationsAsync(written.Bytes("10", "20", "20", "30"));

        Assert.Equal([ViolationKind.RecordOutOfOrder, ViolationKind.WrongRecordCount], violations.Select(violation => violation.Kind));
        Assert.Contains(" 3 has number 20 after 20.", violations[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task SwappedRecords_AreOutOfOrder(string format)
    {
        var written = new WrittenObject(format) { IsCutSmall = true };

        var violations = await written.ViolationsAsync(written.Bytes("20", "10", "30"));

        Assert.Equal([ViolationKind.RecordOutOfRange, ViolationKind.RecordOutOfOrder], violations.Select(violation => violation.Kind));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task RecordOutsideOfTheRange_IsNamed(string format)
    {
        var written = new WrittenObject(format);

        var violations = await written.ViolationsAsync(written.Bytes("10", "20", "31"));

        Assert.All(violations, violation => Assert.Equal(ViolationKind.RecordOutOfRange, violation.Kind));
        Assert.Contains(" 3 has number 31, outside 10 to 30.", violations[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task RecordOfAnotherShard_IsForeign(string format)
    {
        var written = new WrittenObject(format);

        var violation = Assert.Single(await written.ViolationsAsync(written.Bytes(("shard-a", "10"), ("shard-x", "20"), ("shard-a", "30"))));

        Assert.Equal(ViolationKind.ForeignRecord, violation.Kind);
        Assert.Contains(" 2 is a record of shard shard-x, the object is one of shard-a.", violation.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task OtherBytesThanPromised_HaveAWrongChecksum(string format)
    {
        var written = new WrittenObject(format);
        var history = written.Bucket(written.Bytes("10", "20", "30"));
        history.KeepsChecksums = false;
        history.Objects[WrittenObject.Key] = (written.Bytes("10", "30"), history.Objects[WrittenObject.Key].Metadata);

        var report = await history.RunDeepAsync(TestContext.Current.CancellationToken);

        Assert.Contains(report.Violations, violation => violation.Kind == ViolationKind.WrongChecksum);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task FileCutShortAnywhere_IsAFinding(string format)
    {
        var written = new WrittenObject(format) { IsCutSmall = true };
        var whole = written.Bytes("10", "20", "30");

        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / MostDamages))
        {
            Assert.NotEmpty(await written.ViolationsAsync(whole[..length]));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ByteBehindTheEnd_IsAFinding(string format)
    {
        var written = new WrittenObject(format);

        var violations = await written.ViolationsAsync([.. written.Bytes("10", "20", "30"), 0]);

        Assert.Contains(violations, violation => violation.Kind == ViolationKind.UnreadableRecord);
    }

    /// <summary>Most of a file is read by nobody here (other columns, statistics), so not every change shows; but none may end the run.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ByteChangedAnywhere_IsAFindingOrNone(string format)
    {
        var written = new WrittenObject(format);
        var whole = written.Bytes("10", "20", "30");

        for (var place = 0; place < whole.Length; place += 1 + (whole.Length / MostDamages))
        {
            byte[] changed = [.. whole];
            changed[place] ^= (byte)(1 << (place % 8));

            Assert.All(await written.ViolationsAsync(changed), violation => Assert.Equal(WrittenObject.Key, violation.Key));
        }
    }

    /// <summary>What cannot be encoded goes aside as lines, whatever the format of the others.</summary>
    [Theory]
    [InlineData("25", true)]
    [InlineData("20", false)]
    public async Task QuarantinedRecordBesideRows_IsReadAsALine(string number, bool isSound)
    {
        var written = new WrittenObject("Parquet/Debezium/Zstd");
        var history = written.Bucket(written.Bytes("10", "20", "30"));
        history.Objects[WrittenObject.Key].Metadata["part"] = "1/2";
        var key = history.Put(WrittenObject.Shard, "TRIM_HORIZON", "30", "2/2", [number], $"media/content/_quarantine/2026-01-02/{ObjectNaming.QuarantineFileOf(new ShardId(WrittenObject.Shard), SequenceNumber.Parse(number))}");
        var line = new ArrayBufferWriter<byte>();
        new QuarantineEncoder(new ShardId(WrittenObject.Shard)).Encode(WireRecord.Of([.. "not JSON"u8], sequence: number), "unreadable", line);
        history.Rewrite(key, System.Text.Encoding.UTF8.GetString(line.WrittenSpan));

        var report = await history.RunDeepAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, report.QuarantineObjects);
        Assert.Equal(isSound ? [] : [ViolationKind.DoubledRecord], report.Violations.Select(violation => violation.Kind));
    }

    [Theory]
    [InlineData("Orc/Flat/Zstd")]
    [InlineData("Parquet/Native/Zstd")]
    [InlineData("Avro/Flat/Snappy")]
    [InlineData("JsonLines/Flat")]
    [InlineData("jsonlines/Flat/None")]
    [InlineData("0/1/0")]
    [InlineData("")]
    public async Task UnknownFormat_AsksForANewerVersion(string format)
    {
        var written = new WrittenObject("JsonLines/Flat/None");
        var history = written.Bucket(written.Bytes("10", "20", "30"));
        history.Objects[WrittenObject.Key].Metadata["format"] = format;

        var violation = Assert.Single((await history.RunDeepAsync(TestContext.Current.CancellationToken)).Violations);

        Assert.Equal(ViolationKind.UnreadableRecord, violation.Kind);
        Assert.EndsWith($"has format '{format}', which this version does not know: verify with the version of streampod that wrote it, or a newer one.", violation.Message, StringComparison.Ordinal);
    }
}
