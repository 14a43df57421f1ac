namespace KeyspacesStreamer.Testing.Leases;

/// <summary>Which of the coming calls go wrong, and how; each planned fault is used once.</summary>
internal sealed class LeaseFaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _planned.Count;
            }
        }
    }

    /// <summary>Whether the operation has an answer that says no.</summary>
    public static bool CanBeRefused(LeaseOperation operation) => operation is not (LeaseOperation.Ensure or LeaseOperation.Scan or LeaseOperation.Beat);

    public void Add(LeaseOperation operation, LeaseFault fault, string? key, Exception? exception)
    {
        if (fault == LeaseFault.Refuse && !CanBeRefused(operation))
        {
            throw new ArgumentException($"{operation} has no answer that refuses.", nameof(fault));
        }

        lock (_gate)
        {
            _planned.Add(new Planned(operation, fault, key, exception));
        }
    }

    public Planned? Take(LeaseCall call)
    {
        lock (_gate)
        {
            var index = _planned.FindIndex(fault => fault.Operation == call.Operation && (fault.Key ?? call.Key) == call.Key);
            if (index < 0)
            {
                return null;
            }

            var planned = _planned[index];
            _planned.RemoveAt(index);
            return planned;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
        }
    }

    /// <summary>One fault that waits for its call.</summary>
    internal sealed record Planned(LeaseOperation Operation, LeaseFault Fault, string? Key, Exception? Exception)
    {
        public Exception ToException() => Exception ?? new IOException($"{Operation} of '{Key}' fails as planned ({Fault}).");
    }
}
