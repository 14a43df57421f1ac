using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>A table with its streams, newest last; changes go to the newest while it is enabled.</summary>
internal sealed class Table(TimeProvider clock, TableSchema schema, OrdinalSource ordinals)
{
    private readonly RecordEncoder _encoder = new();
    private readonly List<ChangeStream> _streams = [];

    /// <summary>Changed only under the gate.</summary>
    public TableSchema Schema { get; private set; } = schema;

    public Lock Gate { get; } = new();

    public TableRows Rows { get; } = new();

    public DateTimeOffset CreatedAt { get; } = clock.GetUtcNow();

    public IReadOnlyList<ChangeStream> Streams => _streams;

    public ChangeStream? LatestStream => _streams.Count == 0 ? null : _streams[^1];

    public void Alter(TableSchema schema) => Schema = schema;

    public void Attach(ChangeStream stream) => _streams.Add(stream);

    /// <summary>Puts a record into the shard that owns its key; null when the table has no enabled stream. The gate is held by the caller.</summary>
    public AppendedRecord? Append(RecordDraft draft)
    {
        if (LatestStream is not { TakesRecords: true } stream)
        {
            return null;
        }

        var shard = stream.Lineage.Owning(draft.Key.Hash);
        return new AppendedRecord(shard.Id, _encoder.Append(shard, draft, ordinals.Next()));
    }
}
