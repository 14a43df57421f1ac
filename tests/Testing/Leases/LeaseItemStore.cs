namespace KeyspacesStreamer.Testing.Leases;

/// <summary>The present state of an in-memory lease table and the states before it; every change is one step under one lock.</summary>
internal sealed class LeaseItemStore
{
    private const int KeptStates = 256;

    private readonly Lock _gate = new();
    private readonly List<LeaseItems> _states = [new LeaseItems()];

    public LeaseItems Now => At(0);

    /// <summary>The state a number of writes ago, or the oldest that is kept.</summary>
    public LeaseItems At(int writesAgo)
    {
        lock (_gate)
        {
            return _states[Math.Max(0, _states.Count - 1 - writesAgo)];
        }
    }

    /// <summary>Replaces the state; a step that answers null changes nothing.</summary>
    public LeaseItems? Change(Func<LeaseItems, LeaseItems?> step)
    {
        lock (_gate)
        {
            if (step(_states[^1]) is not { } next)
            {
                return null;
            }

            _states.Add(next);
            if (_states.Count > KeptStates)
            {
                _states.RemoveAt(0);
            }

            return next;
        }
    }
}
