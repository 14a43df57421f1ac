using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>
/// Refuses a column of the key template that no record up to the first page with rows has: a typing error would put the whole stream into the folder of null.
/// </summary>
/// <remarks>
/// Only where a stream begins, at a shard without parents and without a checkpoint: later, rows may lack a column for good reasons, and a shard that ran stops for
/// none of them. A column that the table is known to have is not looked for.
/// </remarks>
internal sealed class FirstRows
{
    private readonly ShardId _shardId;
    private readonly StreamViewType _viewType;
    private readonly IReadOnlyList<string> _columns;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly RecordView _view = new();
    private bool _isDone;

    private FirstRows(ShardId shardId, StreamViewType viewType, IReadOnlyList<string> columns) => (_shardId, _viewType, _columns) = (shardId, viewType, columns);

    /// <returns>Null when nothing is to be looked at.</returns>
    public static FirstRows? Of(PodContext pod, Lease lease)
    {
        IReadOnlyList<string> columns = [.. KeyTemplateColumns.In(pod.Layout.KeyTemplate).Except(pod.KnownColumns, StringComparer.Ordinal)];
        var isBeginning = lease is { Checkpoint.Number: null, ChainTail: null, Parents.Count: 0 };
        return isBeginning && columns.Count > 0 ? new FirstRows(lease.ShardId, pod.Source.Stream.ViewType, columns) : null;
    }

    /// <exception cref="ShardHaltedException">Rows were seen, and none of the records so far has one of the columns.</exception>
    public void Check(AdmittedPage page)
    {
        if (_isDone)
        {
            return;
        }

        for (var index = 0; index < page.Count; index++)
        {
            // A record of keys alone shows a row by its clustering key; one of a static column or of a whole partition has none.
            _view.Read(page[index].Json);
            _view.CollectInto(_seen);
            _isDone |= _viewType == StreamViewType.KeysOnly ? _view.HasClusteringKeys : _view.HasValueCells;
        }

        if (_isDone && _columns.FirstOrDefault(column => !_seen.Contains(column)) is { } missing)
        {
            throw new ShardHaltedException(
                $"Shard {_shardId}: destination.keyTemplate names {{column:{missing}}}, and the first rows of the stream have no column {missing}, but {KeyTemplateColumns.Nearest(missing, [.. _seen.Order(StringComparer.Ordinal)])}. "
                + "Nothing was written. Correct the name. If the table has the column all the same, set KEY_COLUMNS in the pod's environment to its name; the operator does so when it may look at the table.");
        }
    }
}
