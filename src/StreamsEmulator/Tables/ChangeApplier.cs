using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Carries changes out on a table's rows and hands the records to its stream. The table's gate is held by the caller.</summary>
/// <remarks>Static columns never share a record with row columns: https://docs.aws.amazon.com/keyspaces/latest/devguide/cdc.html</remarks>
internal sealed class ChangeApplier(TimeProvider clock, Table table)
{
    private TableSchema Schema => table.Schema;

    /// <summary>Encodes a change without applying it, so that one that does not fit the table is refused before anything is changed.</summary>
    /// <exception cref="EmulatorException">The change does not fit the table.</exception>
    public void Check(ChangeDocument change)
    {
        if (change.Operation == RecordOperation.Raw)
        {
            RawRecord.Draft(change, change.CreatedAt ?? clock.GetUtcNow());
            return;
        }

        KeyReading.RowKey(Schema, change.Key);
        if (change.Operation is RecordOperation.Insert or RecordOperation.Update)
        {
            CellReading.CellsOf(Schema, change, default, KeyReading.IsPartitionOnly(Schema, change.Key));
        }
    }

    /// <summary>Applies one change; no record where nothing was to delete or no stream is enabled, two where row and static columns were written, one for each row of a deleted partition.</summary>
    public IReadOnlyList<AppendedRecord> Apply(ChangeDocument change)
    {
        var now = change.CreatedAt ?? clock.GetUtcNow();
        if (change.Operation == RecordOperation.Raw)
        {
            return Made(table.Append(RawRecord.Draft(change, now)));
        }

        var isPartition = KeyReading.IsPartitionOnly(Schema, change.Key);
        return change.Operation switch
        {
            RecordOperation.Delete when isPartition => RemovePartition(change, now),
            RecordOperation.Delete or RecordOperation.Expire => Made(Remove(KeyReading.RowKey(Schema, change.Key), change, now)),
            _ => Write(change, isPartition, now),
        };
    }

    /// <summary>Removes what has outlived its time to live by more than a delay; returns the number of records this made.</summary>
    public int ExpireRows(TimeSpan delay)
    {
        var now = clock.GetUtcNow();
        var expired = (now - delay).ToUnixTimeSeconds();
        var records = 0;
        foreach (var key in table.Rows.TakeExpiring(expired))
        {
            if (table.Rows.Find(key) is not { } old)
            {
                continue;
            }

            var left = old.At(expired);
            Store(key, left);
            if (left is not null && left.Cells.SequenceEqual(old.Cells))
            {
                continue;
            }

            records += Append(RecordKey(key, old), old, left, RecordOperation.Expire, "TTL", now) is null ? 0 : 1;
        }

        return records;
    }

    private static IReadOnlyList<AppendedRecord> Made(params IEnumerable<AppendedRecord?> records) => [.. records.OfType<AppendedRecord>()];

    /// <summary>A range delete: one record for each row, and one for the static columns.</summary>
    private IReadOnlyList<AppendedRecord> RemovePartition(ChangeDocument change, DateTimeOffset now) =>
        Made(table.Rows.KeysIn(KeyReading.PartitionKey(Schema, change.Key)).Select(key => Remove(key, change, now)));

    private AppendedRecord? Remove(PrimaryKey key, ChangeDocument change, DateTimeOffset now)
    {
        if (table.Rows.Find(key) is not { } old)
        {
            return null;
        }

        Store(key, row: null);
        var origin = change.Origin ?? (change.Operation == RecordOperation.Expire ? "TTL" : "USER");
        return Append(RecordKey(key, old), old, row: null, change.Operation, origin, now);
    }

    private IReadOnlyList<AppendedRecord> Write(ChangeDocument change, bool isPartition, DateTimeOffset now)
    {
        var stamp = new CellStamp(
            change.WriteTime ?? now.ToUnixTimeMilliseconds() * 1000,
            change.TtlSeconds is { } ttl ? now.ToUnixTimeSeconds() + ttl : null);
        var cells = CellReading.CellsOf(Schema, change, stamp, isPartition);
        var statics = Schema.Static.Count == 0 ? [] : cells.Where(cell => Schema.IsStatic(cell.Key)).ToDictionary();
        var rest = statics.Count == 0 ? cells : cells.Where(cell => !Schema.IsStatic(cell.Key)).ToDictionary();
        var isOfRow = !isPartition && (rest.Count > 0 || statics.Count == 0 || change.Operation == RecordOperation.Insert);
        var marker = change.Operation == RecordOperation.Insert ? stamp : (CellStamp?)null;
        return Made(
            isOfRow ? WriteRow(change, rest, marker, now) : null,
            statics.Count > 0 ? WriteStatics(change, statics, now) : null);
    }

    private AppendedRecord? WriteRow(ChangeDocument change, IReadOnlyDictionary<int, Cell?> cells, CellStamp? marker, DateTimeOffset now)
    {
        var key = KeyReading.RowKey(Schema, change.Key);
        var old = table.Rows.Find(key);
        var row = (old ?? Row.Empty(Schema)).With(cells, marker);
        Store(key, row);
        return Append(key, old, row, old is null ? RecordOperation.Insert : RecordOperation.Update, change.Origin ?? "USER", now);
    }

    /// <summary>The static columns of a partition are kept like a row under the partition's key.</summary>
    private AppendedRecord? WriteStatics(ChangeDocument change, IReadOnlyDictionary<int, Cell?> cells, DateTimeOffset now)
    {
        var partition = KeyReading.PartitionKey(Schema, change.Key);
        var old = table.Rows.Find(partition);
        var written = (old ?? Row.Empty(Schema, isStatic: true)).With(cells, marker: null);
        var row = written.Cells.All(cell => cell is null) ? null : written;
        if (old is null && row is null)
        {
            return null;
        }

        Store(partition, row);
        var operation = row is null ? RecordOperation.Delete : old is null ? RecordOperation.Insert : RecordOperation.Update;
        var key = Schema.StaticClusteringKeys ? KeyReading.StaticKey(Schema, change.Key) : partition;
        return Append(key, old, row, operation, change.Origin ?? "USER", now);
    }

    private void Store(PrimaryKey key, Row? row)
    {
        if (row is null)
        {
            table.Rows.Remove(key);
        }
        else
        {
            table.Rows.Put(key, row);
        }
    }

    private PrimaryKey RecordKey(PrimaryKey key, Row row) => row.IsStatic && Schema.StaticClusteringKeys ? KeyReading.WithoutClusteringValues(key) : key;

    private AppendedRecord? Append(PrimaryKey key, Row? old, Row? row, RecordOperation operation, string origin, DateTimeOffset createdAt)
    {
        var view = table.LatestStream?.ViewType ?? ViewType.KeysOnly;
        return table.Append(new RecordDraft
        {
            Key = key,
            Operation = operation,
            Origin = origin,
            CreatedAt = createdAt,
            NewImage = view is ViewType.NewAndOldImages or ViewType.NewImage ? Image(row) : null,
            OldImage = view is ViewType.NewAndOldImages or ViewType.OldImage ? Image(old) : null,
        });
    }

    private byte[]? Image(Row? row) =>
        row is null ? null : ImageWriter.Of(Schema, row.IsStatic ? null : row, row.IsStatic ? row : null);
}
