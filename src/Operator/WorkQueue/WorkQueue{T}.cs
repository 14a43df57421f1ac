namespace KeyspacesStreamer.Operator.WorkQueue;

/// <summary>
/// What is to be looked at: each item once, however often it was asked for, and never by two workers at once. An item that is asked for
/// while a worker has it comes again when that worker is done. Owners of items take turns, and none has all workers.
/// </summary>
/// <remarks>The rules are those of client-go's workqueue: https://pkg.go.dev/k8s.io/client-go/util/workqueue.</remarks>
internal sealed class WorkQueue<T> : IDisposable
    where T : notnull
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly IQueueObserver _observer;
    private readonly DelayedItems<T> _later;
    private readonly Turns<T> _ready;
    private readonly HashSet<T> _wanted = [];
    private readonly Dictionary<T, long> _taken = [];
    private readonly Queue<TaskCompletionSource<T>> _takers = new();
    private bool _isClosed;

    /// <param name="clock">Time of pauses.</param>
    /// <param name="random">Spreads the pauses after failures.</param>
    /// <param name="observer">Hears what happens.</param>
    /// <param name="share">Whose turn it is, and how many items one owner may have in hand; null for all items alike.</param>
    public WorkQueue(TimeProvider clock, Random random, IQueueObserver observer, FairShare<T>? share = null)
    {
        (_clock, _observer, _ready) = (clock, observer, new Turns<T>(share ?? FairShare<T>.Unlimited));
        Pace = new RetryPace<T>(random);
        _later = new DelayedItems<T>(clock, Add);
    }

    public RetryPace<T> Pace { get; }

    /// <summary>Items that wait for a worker now.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
            {
                return _ready.Count;
            }
        }
    }

    /// <summary>Asks for an item as soon as a worker is free.</summary>
    public void Add(T item)
    {
        lock (_lock)
        {
            if (_isClosed || !_wanted.Add(item))
            {
                return;
            }

            if (!_taken.ContainsKey(item))
            {
                _ready.Add(item, _clock.GetTimestamp());
            }

            _observer.Added(_ready.Count);
            Serve();
        }
    }

    /// <summary>Asks for an item after a while; of two such wishes the earlier one counts.</summary>
    public void AddAfter(T item, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(item);
        }
        else
        {
            _later.Add(item, delay);
        }
    }

    /// <summary>Asks for an item again after the pause that its failures so far call for.</summary>
    public void AddAfterFailure(T item)
    {
        _observer.Retried();
        AddAfter(item, Pace.NextPause(item));
    }

    /// <summary>Waits for an item; whoever takes it must say <see cref="Done"/>.</summary>
    /// <exception cref="OperationCanceledException">The token ended first, or the queue was closed.</exception>
    public async Task<T> TakeAsync(CancellationToken cancellationToken)
    {
        var taker = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            cancellationToken.ThrowIfCancellationRequested();
            _takers.Enqueue(taker);
            Serve();
        }

        await using var registration = cancellationToken.UnsafeRegister(static (taker, token) => ((TaskCompletionSource<T>)taker!).TrySetCanceled(token), taker);
        return await taker.Task;
    }

    /// <summary>Gives an item back that was taken; if it was asked for meanwhile, it waits again.</summary>
    public void Done(T item)
    {
        lock (_lock)
        {
            if (!_taken.Remove(item, out var since))
            {
                throw new InvalidOperationException($"{item} is not taken.");
            }

            _observer.Done(_clock.GetElapsedTime(since));
            if (_wanted.Contains(item))
            {
                _ready.Add(item, _clock.GetTimestamp());
            }

            _ready.Leave(item);
            // Also an item of the same owner may have waited for this one.
            Serve();
        }
    }

    /// <summary>Ends all waiting; what is taken may still be given back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            while (_takers.TryDequeue(out var taker))
            {
                taker.TrySetCanceled();
            }
        }

        _later.Dispose();
    }

    private void Serve()
    {
        while (_ready.TryPeek(out var first, out var since) && _takers.TryDequeue(out var taker))
        {
            // A taker that gave up in this moment takes nothing: the next one is served.
            if (!taker.TrySetResult(first))
            {
                continue;
            }

            _ready.Take(first);
            _wanted.Remove(first);
            _taken.Add(first, _clock.GetTimestamp());
            _observer.Taken(_ready.Count, _clock.GetElapsedTime(since));
        }
    }
}
