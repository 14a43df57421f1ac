using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Carries changes out on a table's rows and hands the records to its stream. The table's gate is held by the caller.</summary>
internal sealed class ChangeApplier(TimeProvider clock, Table table)
{
    private TableSchema Schema => table.Schema;

    /// <summary>Applies one change; null when it made no record (nothing to delete, or no enabled stream).</summary>
    public AppendedRecord? Apply(ChangeDocument change)
    {
        if (change.Operation == RecordOperation.Raw)
        {
            return table.Append(RawRecord.Draft(change, change.CreatedAt ?? clock.GetUtcNow()));
        }

        var key = KeyReading.RowKey(Schema, change.Key);
        var old = table.Rows.Find(key);
        if (change.Operation is RecordOperation.Delete or RecordOperation.Expire)
        {
            return old is null ? null : Remove(change, key, old);
        }

        return Write(change, key, old);
    }

    /// <summary>Removes what has outlived its time to live; returns the number of records this made.</summary>
    public int ExpireRows()
    {
        var now = clock.GetUtcNow();
        var records = 0;
        foreach (var key in table.Rows.TakeExpiring(now.ToUnixTimeSeconds()))
        {
            if (table.Rows.Find(key) is not { } old)
            {
                continue;
            }

            var left = old.At(now.ToUnixTimeSeconds());
            Store(key, left);
            if (left is not null && left.Cells.SequenceEqual(old.Cells))
            {
                continue;
            }

            records += table.Append(Draft(key, old, left, RecordOperation.Expire, "TTL", now)) is null ? 0 : 1;
        }

        return records;
    }

    private AppendedRecord? Remove(ChangeDocument change, PrimaryKey key, Row old)
    {
        Store(key, row: null);
        var origin = change.Origin ?? (change.Operation == RecordOperation.Expire ? "TTL" : "USER");
        return table.Append(Draft(key, old, row: null, change.Operation, origin, change.CreatedAt ?? clock.GetUtcNow()));
    }

    private AppendedRecord? Write(ChangeDocument change, PrimaryKey key, Row? old)
    {
        var now = change.CreatedAt ?? clock.GetUtcNow();
        var stamp = new CellStamp(
            change.WriteTime ?? now.ToUnixTimeMilliseconds() * 1000,
            change.TtlSeconds is { } ttl ? now.ToUnixTimeSeconds() + ttl : null);
        var isStatic = KeyReading.IsPartitionOnly(Schema, change.Key);
        var cells = CellReading.CellsOf(Schema, change, stamp, isStatic);
        var marker = change.Operation == RecordOperation.Insert && !isStatic ? stamp : (CellStamp?)null;
        var row = (old ?? Row.Empty(Schema)).With(cells, marker);
        Store(key, row);
        var operation = old is null ? RecordOperation.Insert : RecordOperation.Update;
        return table.Append(Draft(key, old, row, operation, change.Origin ?? "USER", now));
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

    private RecordDraft Draft(
        PrimaryKey key, Row? old, Row? row, RecordOperation operation, string origin, DateTimeOffset createdAt)
    {
        var view = table.LatestStream?.ViewType ?? ViewType.KeysOnly;
        return new RecordDraft
        {
            Key = key,
            Operation = operation,
            Origin = origin,
            CreatedAt = createdAt,
            NewImage = view is ViewType.NewAndOldImages or ViewType.NewImage ? Image(row) : null,
            OldImage = view is ViewType.NewAndOldImages or ViewType.OldImage ? Image(old) : null,
        };
    }

    private byte[]? Image(Row? row)
    {
        if (row is null)
        {
            return null;
        }

        var isStatic = Schema.Static.Any(column => row.Cells[column.Index] is not null);
        var isRegular = row.Marker is not null || !isStatic;
        return ImageWriter.Of(Schema, isRegular ? row : null, isStatic ? row : null);
    }
}
