using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Testing.Streams;

/// <summary>One shard of an in-memory stream: its parents, its records, what of them was trimmed, and whether more may come.</summary>
internal sealed class InMemoryShard(ShardId shardId, IReadOnlyList<ShardId> parents)
{
    private int _damages;

    public ShardId ShardId { get; } = shardId;

    public IReadOnlyList<ShardId> Parents { get; } = parents;

    public List<ChangeRecord> Records { get; } = [];

    /// <summary>How many of the records the service does not keep any more.</summary>
    public int Trimmed { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>How many of the next pages come back empty although more is there.</summary>
    public int EmptyPages { get; set; }

    /// <summary>How many of the next pages at the tip say that the shard ended although the listings call it open.</summary>
    public int FalseEnds { get; set; }

    /// <summary>How many of the next pages with records come with a first record that is not UTF-8.</summary>
    public int DamagedPages { get; set; }

    /// <summary>How many of the next pages with several records come with the first two of them swapped.</summary>
    public int SwappedPages { get; set; }

    /// <summary>How many of the next pages that follow another one begin with the record that came last.</summary>
    public int RepeatingPages { get; set; }

    /// <summary>Whether a page of the shard was given whose records are not in order within its session.</summary>
    public bool IsDisordered { get; private set; }

    /// <summary>Records of a page, as they come over the wire.</summary>
    public List<ChangeRecord> Take(int index, int count, bool isContinued)
    {
        var taken = Records.GetRange(index, count);
        if (count > 0 && index > 0 && isContinued && RepeatingPages > 0)
        {
            RepeatingPages--;
            IsDisordered = true;
            taken.Insert(0, Records[index - 1]);
        }
        else if (count > 1 && SwappedPages > 0)
        {
            SwappedPages--;
            IsDisordered = true;
            (taken[0], taken[1]) = (taken[1], taken[0]);
        }

        if (count > 0 && DamagedPages > 0)
        {
            DamagedPages--;
            // Damage on the way differs from one time to the next.
            taken[0] = StreamRecords.WithInvalidUtf8(taken[0], _damages++);
        }

        return taken;
    }

    public ShardListing ToListing() => new(ShardId, Parents, IsClosed);

    /// <summary>Index of the first record of an iterator, or null when it lies before what is kept.</summary>
    public int? IndexOf(IteratorStart start) => start.Kind switch
    {
        IteratorStartKind.TrimHorizon => Trimmed,
        IteratorStartKind.Latest => Records.Count,
        IteratorStartKind.AtSequenceNumber => Kept(Records.FindIndex(record => record.SequenceNumber >= start.Number)),
        IteratorStartKind.AfterSequenceNumber => Kept(Records.FindIndex(record => record.SequenceNumber > start.Number), isAfter: true),
        _ => throw new ArgumentOutOfRangeException(nameof(start), start, "No such iterator type."),
    };

    private int? Kept(int found, bool isAfter = false)
    {
        var index = found < 0 ? Records.Count : found;
        // After a number whose own record was trimmed nothing tells what was between.
        return index >= Trimmed && (!isAfter || Trimmed == 0 || index > Trimmed) ? index : null;
    }
}
