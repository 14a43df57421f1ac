using System.Net;
using Microsoft.AspNetCore.Connections;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>
/// Bounds the connections to the status server. When there are too many, whoever has the most of them loses the oldest one that is not being answered:
/// a crowd that says nothing cannot keep a probe out.
/// </summary>
/// <param name="max">How many there are at most.</param>
internal sealed class StatusListener(int max)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Visit> _visits = new();

    /// <summary>Connections that are open.</summary>
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

    /// <summary>Stands before everything that a connection does.</summary>
    public async Task GuardAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var visit = new Visit(connection);
        Admit(visit)?.Connection.Abort();
        try
        {
            await next(connection);
        }
        finally
        {
            lock (_lock)
            {
                _visits.Remove(visit);
            }
        }
    }

    /// <summary>A request of a connection is being answered, or is not any more.</summary>
    public void Mark(string connectionId, bool isAnswered)
    {
        lock (_lock)
        {
            if (_visits.FirstOrDefault(visit => visit.Connection.ConnectionId == connectionId) is { } visit)
            {
                visit.IsAnswered = isAnswered;
            }
        }
    }

    private Visit? Admit(Visit visit)
    {
        lock (_lock)
        {
            var loser = _visits.Count < max ? null : _visits.GroupBy(other => other.Peer).MaxBy(visits => visits.Count())?.OrderBy(other => other.IsAnswered).First();
            if (loser is not null)
            {
                _visits.Remove(loser);
            }

            _visits.AddLast(visit);
            return loser;
        }
    }

    /// <summary>One connection.</summary>
    private sealed class Visit(ConnectionContext connection)
    {
        public ConnectionContext Connection => connection;

        /// <summary>An IPv4 address, or the network of an IPv6 address, of which one machine has any number.</summary>
        public string Peer { get; } = connection.RemoteEndPoint is not IPEndPoint { Address: var address } ? ""
            : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
            : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();

        public bool IsAnswered { get; set; }
    }
}
