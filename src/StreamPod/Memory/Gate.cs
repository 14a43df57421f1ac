namespace KeyspacesStreamer.StreamPod.Memory;

/// <summary>Lets a fixed number of actions through at once, first come first served.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private int _free;

    public Gate(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _free = width;
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            return await action(cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    private Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return AwaitAsync(place, cancellationToken);
    }

    private async Task AwaitAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (gate, place) = ((Gate, LinkedListNode<TaskCompletionSource>))state!;
                gate.GiveUp(place, token);
            },
            (this, place));
        await place.Value.Task;
    }

    /// <summary>Whoever was let in just before goes in all the same: the place is theirs to leave.</summary>
    private void GiveUp(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                return;
            }

            _waiting.Remove(place);
        }

        place.Value.TrySetCanceled(cancellationToken);
    }

    private void Leave()
    {
        LinkedListNode<TaskCompletionSource>? next;
        lock (_lock)
        {
            next = _waiting.First;
            if (next is null)
            {
                _free++;
                return;
            }

            _waiting.RemoveFirst();
        }

        next.Value.SetResult();
    }
}
