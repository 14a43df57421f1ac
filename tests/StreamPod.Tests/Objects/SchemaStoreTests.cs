using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Groups.GroupSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

public sealed class SchemaStoreTests : IAsyncDisposable
{
    private const string Hive = "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json";

    private static readonly TableSchema Schema = new() { Columns = [new SchemaColumn { Name = "id", Type = "int", Kind = ColumnKind.PartitionKey }] };

    private readonly InMemoryObjectStore _store = new(TimeProvider.System);

    [Theory]
    [InlineData("{keyspace}/{table}/{yyyy}/{sequenceNumber}.json", "media/media_content/_schema/")]
    [InlineData(Hive, "media/media_content/_schema/")]
    [InlineData("{yyyy}/{sequenceNumber}.json", "_schema/media/media_content/")]
    public async Task Save_AnyTemplate_StandsBelowTheFolderOfTheStream(string template, string folder)
    {
        var layout = Of(template);

        await new SchemaStore(_store, layout, StreamRecords.Stream).SaveAsync(TestContext.Current.CancellationToken);

        Assert.Equal([$"{folder}{layout.SchemaHash}.json"], _store.Objects.Select(item => item.Key));
        Assert.Equal(Schema.Columns, (await FindAsync(layout))?.Columns);
    }

    [Fact]
    public async Task Find_SchemaBehindTheBeginningOfAName_IsFoundAsOlderVersionsKeptIt()
    {
        var layout = Of(Hive);
        _store.Place($"media/media_content/dt=_schema/{layout.SchemaHash}.json", SchemaDocument.Write(Schema), new Dictionary<string, string>());

        Assert.Equal(Schema.Columns, (await FindAsync(layout))?.Columns);
    }

    [Fact]
    public async Task Find_OtherDocumentUnderTheName_IsNotTaken()
    {
        var layout = Of(Hive);
        _store.Place($"media/media_content/_schema/{layout.SchemaHash}.json", "{}"u8.ToArray(), new Dictionary<string, string>());

        Assert.Null(await FindAsync(layout));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private Task<TableSchema?> FindAsync(ObjectLayout layout) =>
        new SchemaStore(_store, layout, StreamRecords.Stream).FindAsync(layout.SchemaHash!, TestContext.Current.CancellationToken); // it has one

    private static ObjectLayout Of(string template) => Layout with
    {
        KeyTemplate = template,
        Record = Contracts.Settings.RecordShape.Flat,
        Schema = Schema,
        SchemaHash = SchemaDocument.HashOf(Schema),
    };
}
