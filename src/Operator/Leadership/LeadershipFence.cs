using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Operator.Leadership;

/// <summary>How long this replica leads without another renewal, on its own monotonic clock.</summary>
internal sealed class LeadershipFence(TimeProvider clock) : IWriteFence
{
    private readonly Lock _lock = new();
    private (long From, TimeSpan Length)? _lead;

    /// <summary>Nothing when it does not lead.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock)
            {
                return _lead is { } lead && lead.Length - clock.GetElapsedTime(lead.From) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>The lead was taken or renewed.</summary>
    /// <param name="from">When the server was asked, as a timestamp of the clock: the others count from when they see it.</param>
    /// <param name="length">How long it lasts.</param>
    public void Begin(long from, TimeSpan length)
    {
        lock (_lock)
        {
            _lead = (from, length);
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _lead = null;
        }
    }

    public void Require(string subject)
    {
        if (Remaining == TimeSpan.Zero)
        {
            throw new LeadershipLostException($"{subject}: left to the replica that leads now; this one does not any more.");
        }
    }
}
