using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>A reconciler that remembers what it was asked to look at, and does as it is told: goes well, fails, or holds on until it is let go.</summary>
internal sealed class RecordingController : IEntityController
{
    private readonly Lock _lock = new();
    private readonly HashSet<NamespacedName> _inHand = [];
    private readonly List<string> _seen = [];
    private TaskCompletionSource? _hold;

    /// <summary>Names of streams in the order in which they were begun.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>What each reconcile answers, or throws.</summary>
    public Func<NamespacedName, ReconcileResult> Answer { get; set; } = _ => ReconcileResult.Done;

    public int InHand
    {
        get
        {
            lock (_lock)
            {
                return _inHand.Count;
            }
        }
    }

    /// <summary>Most streams that were in hand at once.</summary>
    public int MostInHand { get; private set; }

    /// <summary>Whether one stream was ever in two hands.</summary>
    public bool WasTorn { get; private set; }

    /// <summary>Reconciles that ended because their token did.</summary>
    public int Cancelled { get; private set; }

    /// <summary>From now on reconciles stay under way.</summary>
    public void Hold() => _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo()
    {
        _hold?.SetResult();
        _hold = null;
    }

    public async Task<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _seen.Add(key.Name);
            WasTorn |= !_inHand.Add(key);
            MostInHand = Math.Max(MostInHand, _inHand.Count);
        }

        try
        {
            await (_hold?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
            return Answer(key);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Cancelled++;
            throw;
        }
        finally
        {
            lock (_lock)
            {
                _inHand.Remove(key);
            }
        }
    }
}
