namespace KeyspacesStreamer.StreamPod.Memory;

/// <summary>
/// The one memory limit of a pod. Pages are admitted in order of asking and only while everything held fits; what open groups and
/// uploads hold is charged as it grows. An eighth is kept back from readers so that sealing and uploading never wait for memory.
/// </summary>
internal sealed class MemoryBudget
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly long _readerLimit;
    private long _held;

    public MemoryBudget(long limitBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limitBytes, 1);
        LimitBytes = limitBytes;
        _readerLimit = limitBytes - (limitBytes / 8);
    }

    /// <summary>Told, outside any lock, that readers wait; open groups are closed on it.</summary>
    public Action? OnPressure { get; set; }

    public long LimitBytes { get; }

    public long HeldBytes
    {
        get
        {
            lock (_lock)
            {
                return _held;
            }
        }
    }

    /// <summary>Bytes the first waiting reader lacks; 0 when nobody waits.</summary>
    public long LackingBytes
    {
        get
        {
            lock (_lock)
            {
                return _waiters.First is { Value: var first } ? Math.Max(0, _held + first.Bytes - _readerLimit) : 0;
            }
        }
    }

    public int WaitingReaders
    {
        get
        {
            lock (_lock)
            {
                return _waiters.Count;
            }
        }
    }

    /// <summary>Waits until the bytes fit, first come first served; a request larger than the whole budget is admitted when nothing else is held.</summary>
    public Task AdmitAsync(long bytes, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            if (_waiters.Count == 0 && Fits(bytes))
            {
                _held += bytes;
                return Task.CompletedTask;
            }

            waiter = new Waiter(bytes);
            waiter.Node = _waiters.AddLast(waiter);
        }

        RaisePressure();
        return AwaitAsync(waiter, cancellationToken);
    }

    /// <summary>Adds what is already held (positive), or gives back (negative). Never waits.</summary>
    public void Adjust(long bytes)
    {
        lock (_lock)
        {
            _held += bytes;
            if (bytes < 0)
            {
                AdmitWaiters();
            }
        }

        if (bytes < 0)
        {
            RaisePressure();
        }
    }

    private async Task AwaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (budget, waiter) = ((MemoryBudget, Waiter))state!;
                budget.Withdraw(waiter, token);
            },
            (this, waiter));
        await waiter.Admitted.Task;
    }

    private void Withdraw(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.Node is null)
            {
                return;
            }

            _waiters.Remove(waiter.Node);
            waiter.Node = null;
            AdmitWaiters();
        }

        waiter.Admitted.TrySetCanceled(cancellationToken);
    }

    private bool Fits(long bytes) => _held + bytes <= _readerLimit || _held <= 0;

    private void AdmitWaiters()
    {
        while (_waiters.First is { Value: var first } && Fits(first.Bytes))
        {
            _waiters.RemoveFirst();
            first.Node = null;
            _held += first.Bytes;
            first.Admitted.TrySetResult();
        }
    }

    private void RaisePressure()
    {
        if (WaitingReaders > 0)
        {
            OnPressure?.Invoke();
        }
    }

    /// <summary>One reader in the queue.</summary>
    private sealed class Waiter(long bytes)
    {
        public long Bytes { get; } = bytes;

        public LinkedListNode<Waiter>? Node { get; set; }

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
