namespace KeyspacesStreamer.OperatorTesting;

/// <summary>Which calls of a double fail, and how many there were, by the method's name.</summary>
internal sealed class CallPlan
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<Exception>> _next = [];
    private readonly Dictionary<string, Exception> _always = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The next call fails, once; more orders for one method stand in line.</summary>
    public void FailNext(string method, Exception exception)
    {
        lock (_lock)
        {
            if (!_next.TryGetValue(method, out var line))
            {
                _next[method] = line = new Queue<Exception>();
            }

            line.Enqueue(exception);
        }
    }

    /// <summary>All calls fail until <see cref="Mend"/>.</summary>
    public void FailAlways(string method, Exception exception)
    {
        lock (_lock)
        {
            _always[method] = exception;
        }
    }

    public void Mend(string method)
    {
        lock (_lock)
        {
            _always.Remove(method);
            _next.Remove(method);
        }
    }

    public int CountOf(string method)
    {
        lock (_lock)
        {
            return _counts.GetValueOrDefault(method);
        }
    }

    /// <summary>Calls of all methods.</summary>
    public int Total
    {
        get
        {
            lock (_lock)
            {
                return _counts.Values.Sum();
            }
        }
    }

    /// <summary>Counts a call, and lets it fail if that is the plan.</summary>
    public void Enter(string method, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _counts[method] = _counts.GetValueOrDefault(method) + 1;
            if (_next.GetValueOrDefault(method) is { Count: > 0 } line)
            {
                throw line.Dequeue();
            }

            if (_always.TryGetValue(method, out var problem))
            {
                throw problem;
            }
        }
    }
}
