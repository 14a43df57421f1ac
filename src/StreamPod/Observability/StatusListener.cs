using System.Net.Sockets;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>
/// Lets a bounded number of connections in. When all places are taken, whoever holds the most of them loses the one that has been silent the longest:
/// a crowd that says nothing cannot keep a probe out.
/// </summary>
/// <param name="clock">Time, for how long a connection has been there.</param>
/// <param name="max">Places.</param>
internal sealed class StatusListener(TimeProvider clock, int max)
{
    /// <summary>Time to say the first words in, when places are short; on a network a request follows its connection within milliseconds.</summary>
    public static readonly TimeSpan TimeToSpeak = TimeSpan.FromMilliseconds(100);

    /// <summary>Time to take an answer in, when places are short.</summary>
    public static readonly TimeSpan TimeToListen = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<StatusConnection> _visits = new();
    private TaskCompletionSource _left = NewSignal();

    /// <summary>Connections that are in.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _visits.Count;
            }
        }
    }

    /// <summary>Waits for a place, or makes one.</summary>
    public async Task<StatusConnection> AdmitAsync(Socket socket, CancellationToken cancellationToken)
    {
        var visit = new StatusConnection(socket, clock.GetTimestamp());
        while (true)
        {
            var (wait, left) = TryAdmit(visit);
            if (wait == TimeSpan.Zero)
            {
                return visit;
            }

            await Task.WhenAny(left, Task.Delay(wait, clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A connection is over.</summary>
    public void Leave(StatusConnection visit)
    {
        visit.Dispose();
        lock (_lock)
        {
            _visits.Remove(visit);
            _left.TrySetResult();
        }
    }

    /// <returns>Zero when the visit is in; else when to try again at the latest, and what tells it sooner.</returns>
    private (TimeSpan Wait, Task Left) TryAdmit(StatusConnection visit)
    {
        StatusConnection? loser = null;
        lock (_lock)
        {
            if (_visits.Count >= max && (loser = Loser()) is null)
            {
                _left = _left.Task.IsCompleted ? NewSignal() : _left;
                return (TimeToSpeak, _left.Task);
            }

            if (loser is not null)
            {
                _visits.Remove(loser);
            }

            _visits.AddLast(visit);
        }

        // Whoever serves it sees the connection end.
        loser?.Dispose();
        return (TimeSpan.Zero, Task.CompletedTask);
    }

    /// <summary>The oldest of the peer with the most visits that had its time, silent ones first; null when all are still within theirs.</summary>
    private StatusConnection? Loser()
    {
        var crowd = _visits.GroupBy(visit => visit.Peer).MaxBy(visits => visits.Count());
        return crowd?.Where(visit => clock.GetElapsedTime(visit.Since) >= (visit.IsHeard ? TimeToListen : TimeToSpeak)).OrderBy(visit => visit.IsHeard).ThenBy(visit => visit.Since).FirstOrDefault();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
