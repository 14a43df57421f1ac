using KeyspacesStreamer.StreamPod.Verification;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Verification.Contents;

/// <summary>A Parquet file that does not keep to its own words is named, and one of another checksum is not even opened.</summary>
public sealed class ParquetRecordsTests
{
    // The field num_rows of Thrift's compact encoding with the value 3, in the file's metadata and in that of its row group.
    private static readonly byte[] ThreeRows = [0x16, 0x06];
    private static readonly byte[] FourRows = [0x16, 0x08];

    private readonly WrittenObject _written = new("Parquet/Flat/None");

    [Fact]
    public async Task OtherCountInTheFooter_IsNamed()
    {
        var sound = _written.Bytes("10", "20", "30");
        var places = Enumerable.Range(0, sound.Length - 1).Where(place => sound.AsSpan(place, 2).SequenceEqual(ThreeRows)).ToList();

        var messages = new List<string>();
        foreach (var place in places)
        {
            byte[] changed = [.. sound[..place], .. FourRows, .. sound[(place + 2)..]];
            messages.AddRange((await _written.ViolationsAsync(changed)).Select(violation => violation.Message));
        }

        Assert.Contains($"{WrittenObject.Key} says that it holds 4 rows, and its row groups hold 3.", messages);
        Assert.Contains($"{WrittenObject.Key} says that its row group 1 holds 4 rows, and it holds 3.", messages);
    }

    [Fact]
    public async Task LinesInItsPlace_AreNoParquetFile()
    {
        var violation = Assert.Single(await _written.ViolationsAsync("no Parquet"u8.ToArray()));

        Assert.Equal(ViolationKind.UnreadableRecord, violation.Kind);
        Assert.StartsWith($"{WrittenObject.Key} is no Parquet file that can be read (", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsOfAnotherShape_LackTheColumn()
    {
        var debezium = new WrittenObject("Parquet/Debezium/None");

        var violations = await _written.ViolationsAsync(debezium.Bytes("10", "20", "30"));

        Assert.Contains((ViolationKind.UnreadableRecord, $"{WrittenObject.Key} has no column _seq."), violations.Select(violation => (violation.Kind, violation.Message)));
    }

    [Fact]
    public async Task FileOfAnotherChecksum_IsNotOpened()
    {
        var history = _written.Bucket("no Parquet"u8.ToArray());
        history.KeepsChecksums = false;
        history.Objects[WrittenObject.Key].Metadata["sha256"] = new string('0', 64);

        var violation = Assert.Single((await history.RunDeepAsync(TestContext.Current.CancellationToken)).Violations);

        Assert.Equal(ViolationKind.WrongChecksum, violation.Kind);
    }

    /// <summary>Whole files are held by few at a time, and all of them are read.</summary>
    [Fact]
    public async Task ManyFiles_AreAllRead()
    {
        var history = _written.Bucket(_written.Bytes("10", "20", "30"));
        var (bytes, metadata) = history.Objects[WrittenObject.Key];
        for (var part = 2; part <= 40; part++)
        {
            history.Objects.Add($"{WrittenObject.Key}-{part}", (bytes, new Dictionary<string, string>(metadata) { ["part"] = $"{part}/40" }));
        }

        metadata["part"] = "1/40";
        await using var store = history.Store();
        await using var table = history.Table();

        var report = await new BucketVerification(store, table, new VerificationProgress()).RunAsync(["media/content/"], isDeep: true, acceptsStarts: false, TestContext.Current.CancellationToken);

        Assert.Equal(39 * 3, report.Violations.Count);
        Assert.All(report.Violations, violation => Assert.Equal(ViolationKind.DoubledRecord, violation.Kind));
        Assert.Equal(40 + 1, store.RequestsOf(ObjectOperation.Read));
    }
}
