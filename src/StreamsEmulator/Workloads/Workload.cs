using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Workloads;

/// <summary>One run of seeded changes, splits and merges against a table.</summary>
internal sealed class Workload(TimeProvider clock, int id, WorkloadRequest order, Table table)
{
    private readonly Random _random = new(order.Seed);
    private readonly int[] _operations = new int[5];
    private readonly long _started = clock.GetTimestamp();
    private int _changes;
    private int _splits;
    private int _merges;
    private TimeSpan? _took;
    private string _state = "running";
    private string? _failure;

    public WorkloadFigures Figures => new()
    {
        Id = id,
        StreamArn = table.LatestStream?.Arn ?? "",
        State = _state,
        Failure = _failure,
        Changes = _changes,
        Inserts = _operations[(int)RecordOperation.Insert],
        Updates = _operations[(int)RecordOperation.Update],
        Deletes = _operations[(int)RecordOperation.Delete],
        Expirations = _operations[(int)RecordOperation.Expire],
        Splits = _splits,
        Merges = _merges,
        Seconds = (_took ?? clock.GetElapsedTime(_started)).TotalSeconds,
    };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ChangeAsync(cancellationToken);
            _state = "finished";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _state = "stopped";
        }
        catch (EmulatorException exception)
        {
            (_state, _failure) = ("failed", exception.Message);
        }

        _took = clock.GetElapsedTime(_started);
    }

    private async Task ChangeAsync(CancellationToken cancellationToken)
    {
        var changes = new WorkloadChanges(_random, order.Keys ?? Math.Max(1, order.Count / 10), order.PayloadBytes, order.Statics);
        var applier = new ChangeApplier(clock, table);
        while (_changes < order.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var due = DueNow();
            lock (table.Gate)
            {
                for (; _changes < due; _changes++)
                {
                    Reshard();
                    var change = changes.Next();
                    applier.Apply(change);
                    _operations[(int)change.Operation]++;
                }
            }

            if (order.Rate > 0 && _changes < order.Count)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(1000 / order.Rate, 5, 200)), clock, cancellationToken);
            }
        }

        lock (table.Gate)
        {
            Reshard();
        }
    }

    /// <summary>Up to which change this turn goes: a small batch, so that readers get the lock in between, or what the rate allows.</summary>
    private int DueNow()
    {
        var batch = order.Rate > 0 ? (int)(clock.GetElapsedTime(_started).TotalSeconds * order.Rate) + 1 : _changes + 64;
        return Math.Min(order.Count, batch);
    }

    /// <summary>Makes the splits and merges that are due at this point of the run; a split before a merge, so that there is something to merge.</summary>
    private void Reshard()
    {
        if (table.LatestStream is not { TakesRecords: true } stream)
        {
            return;
        }

        while (_splits < order.Splits && _changes >= Place(_splits, order.Splits, first: 1, of: 3))
        {
            var open = stream.Lineage.Open;
            stream.Lineage.Split(open[_random.Next(open.Count)], pieces: 2, clock.GetUtcNow());
            _splits++;
        }

        while (_merges < order.Merges && stream.Lineage.Open.Count > 1 && _changes >= Place(_merges, order.Merges, first: 2, of: 3))
        {
            var open = stream.Lineage.Open;
            var left = _random.Next(open.Count - 1);
            stream.Lineage.Merge([open[left], open[left + 1]], clock.GetUtcNow());
            _merges++;
        }
    }

    private long Place(int index, int total, int first, int of) => ((long)index * of + first) * order.Count / ((long)total * of);
}
