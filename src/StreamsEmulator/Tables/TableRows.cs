namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>The rows and static rows of one table, remembered so that records can carry old images.</summary>
internal sealed class TableRows
{
    private readonly Dictionary<PrimaryKey, Row> _rows = [];
    private readonly PriorityQueue<PrimaryKey, long> _expiring = new();

    public int Count => _rows.Count;

    public Row? Find(PrimaryKey key) => _rows.GetValueOrDefault(key);

    /// <summary>The keys of a partition's rows, and of its static columns, in the order in which they came.</summary>
    public IReadOnlyList<PrimaryKey> KeysIn(PrimaryKey partition) => [.. _rows.Keys.Where(key => key.IsIn(partition))];

    public void Put(PrimaryKey key, Row row)
    {
        _rows[key] = row;
        if (row.NextExpiry is { } seconds)
        {
            _expiring.Enqueue(key, seconds);
        }
    }

    public void Remove(PrimaryKey key) => _rows.Remove(key);

    /// <summary>Takes the keys whose time to live may have run out by a time.</summary>
    public IReadOnlyList<PrimaryKey> TakeExpiring(long seconds)
    {
        var due = new List<PrimaryKey>();
        while (_expiring.TryPeek(out var key, out var expiry) && expiry <= seconds)
        {
            _expiring.Dequeue();
            due.Add(key);
        }

        return due;
    }
}
