using System.Text;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Tests.Shapes;
using KeyspacesStreamer.StreamPod.Verification;
using KeyspacesStreamer.StreamPod.Verification.Contents;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Verification.Contents;

/// <summary>Objects of rows name the schema that they were made by: it has to be there, to be the one that was written, and to tell the columns of the file.</summary>
public sealed class SchemaDocumentsTests
{
    private readonly WrittenObject _written = new("Avro/Flat/Zstd");
    private readonly BucketHistory _history;

    public SchemaDocumentsTests() => _history = _written.Bucket(_written.Bytes("10", "20", "30"));

    public static TheoryData<string> Rows => [.. WrittenObject.Formats.Select(row => row.Data).Where(format => !format.Contains("Native", StringComparison.Ordinal))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SchemaThatIsGone_IsNamedOnceForAllItsObjects()
    {
        AddObject("media/content/2026-01-02/40.any", "30", "60");
        _history.Objects.Remove(_written.SchemaKey);

        var violation = Assert.Single(await ViolationsAsync());

        var hash = SchemaDocument.HashOf(_written.Schema);
        Assert.Equal((ViolationKind.MissingSchema, null), (violation.Kind, violation.Key));
        Assert.StartsWith($"The schema {hash} is not in the bucket: nothing ends with _schema/{hash}.json. 2 objects hold rows that were made by it, for example media/content/2026-01-02/", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemaThatIsAltered_IsNamed()
    {
        var (document, metadata) = _history.Objects[_written.SchemaKey];
        _history.Objects[_written.SchemaKey] = ([.. document, (byte)'\n'], metadata);

        var violation = Assert.Single(await ViolationsAsync());

        Assert.Equal((ViolationKind.MissingSchema, _written.SchemaKey), (violation.Kind, violation.Key));
        Assert.StartsWith($"{_written.SchemaKey} is not the schema that was written there: its bytes have another fingerprint than its name. 1 objects", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemaOfANewerVersion_AsksForIt()
    {
        var document = Encoding.UTF8.GetBytes("""{"columns":[],"indexes":[]}""");
        _history.Objects[WrittenObject.Key].Metadata[ObjectMetadata.SchemaHash] = ShortHash.Of(document);
        _history.Objects.Add($"media/content/_schema/{ShortHash.Of(document)}.json", (document, []));

        var violation = Assert.Single(await ViolationsAsync());

        Assert.Contains("is a schema that this version cannot read: verify with a newer version of streampod.", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemaOfManyObjects_IsReadOnce()
    {
        AddObject("media/content/2026-01-02/40.any", "30", "60");
        AddObject("media/content/2026-01-02/70.any", "60", "90");
        await using var store = _history.Store();
        await using var table = _history.Table();

        var report = await new BucketVerification(store, table, new VerificationProgress()).RunAsync(["media/content/"], isDeep: true, acceptsStarts: false, Cancellation);

        Assert.Empty(report.Violations);
        Assert.Equal((3 + 1, 1, 0), (store.RequestsOf(ObjectOperation.Read), report.SchemaObjects, report.OtherObjects));
    }

    [Fact]
    public async Task SchemaYoungerThanTheListing_IsFound()
    {
        await using var store = _history.Store();
        var schemas = new SchemaDocuments(store, ["other/", "media/content/"], listed: []);

        Assert.NotNull(await schemas.FindAsync(SchemaDocument.HashOf(_written.Schema), Item(), Cancellation));
        Assert.Empty(await schemas.ViolationsAsync());
    }

    [Fact]
    public async Task SchemaThatCannotBeRead_IsAFindingAndTheObjectsAreRead()
    {
        await using var store = _history.Store();
        store.FailNext(ObjectOperation.Read, new ObjectStoreException("Reading it was refused (403 InvalidObjectState): restore it.") { IsOfOneObject = true });
        var schemas = new SchemaDocuments(store, ["media/content/"], [_written.SchemaKey]);

        Assert.Null(await schemas.FindAsync(SchemaDocument.HashOf(_written.Schema), Item(), Cancellation));
        Assert.Contains("cannot be read: Reading it was refused (403 InvalidObjectState): restore it. 1 objects", Assert.Single(await schemas.ViolationsAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsThatNameNoSchema_AreAFinding()
    {
        _history.Objects[WrittenObject.Key].Metadata.Remove(ObjectMetadata.SchemaHash);

        var violation = Assert.Single(await ViolationsAsync());

        Assert.Equal((ViolationKind.MissingSchema, $"{WrittenObject.Key} holds rows, and its metadata names no schema-hash."), (violation.Kind, violation.Message));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task ColumnThatTheFileLacks_IsNamed(string format)
    {
        var written = new WrittenObject(format) { NamedSchema = With("added", "_seq") };

        var violation = Assert.Single(await written.ViolationsAsync(written.Bytes("10", "20", "30")));

        Assert.Equal(ViolationKind.MissingColumn, violation.Kind);
        Assert.Contains("added", violation.Message, StringComparison.Ordinal);
        Assert.Contains("__seq", violation.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("title", violation.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task ColumnsWhoseNamesAreWrittenOtherwise_AreThere(string format)
    {
        var written = new WrittenObject(format) { Schema = With("größe", "_seq", "1st", "\"") };

        Assert.Empty(await written.ViolationsAsync(written.Bytes("10", "20", "30")));
    }

    private static TableSchema With(params string[] columns) => new()
    {
        Columns = [.. RowShapes.Schema.Columns, .. columns.Select(name => new SchemaColumn { Name = name, Type = "text" })],
    };

    private ChainObject Item() => ChainObject.Parse(_history.StoredObjects().First(stored => stored.Key == WrittenObject.Key));

    private async Task<IReadOnlyList<Violation>> ViolationsAsync() => (await _history.RunDeepAsync(Cancellation)).Violations;

    /// <summary>Another object of the same rows, further on in the chain.</summary>
    private void AddObject(string key, string previous, string last)
    {
        string[] numbers = [$"{int.Parse(last) - 20}", $"{int.Parse(last) - 10}", last];
        var bytes = _written.Bytes(numbers);
        var metadata = new Dictionary<string, string>(_history.Objects[WrittenObject.Key].Metadata)
        {
            [ObjectMetadata.PreviousSequenceNumber] = previous,
            [ObjectMetadata.FirstSequenceNumber] = numbers[0],
            [ObjectMetadata.LastSequenceNumber] = last,
            [ObjectMetadata.GroupLastSequenceNumber] = last,
            [ObjectMetadata.Sha256] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)),
        };
        _history.Objects.Add(key, (bytes, metadata));
        _history.Lease(WrittenObject.Shard, last, last);
    }
}
