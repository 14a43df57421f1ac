using System.Net;
using System.Net.Sockets;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>One connection to the status server.</summary>
/// <param name="socket">The connection.</param>
/// <param name="since">When it was accepted, as a timestamp of the clock.</param>
internal sealed class StatusConnection(Socket socket, long since) : IDisposable
{
    private volatile bool _isHeard;

    public Socket Socket => socket;

    public long Since => since;

    /// <summary>Who it is: an IPv4 address, or the network of an IPv6 address, of which one machine has any number.</summary>
    public string Peer { get; } = NameOf(AddressOf(socket));

    /// <summary>Whether it has asked something.</summary>
    public bool IsHeard => _isHeard;

    public void Hear() => _isHeard = true;

    public void Dispose() => socket.Dispose();

    private static IPAddress? AddressOf(Socket socket)
    {
        try
        {
            return (socket.RemoteEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            // It was reset before it was looked at.
            return null;
        }
    }

    private static string NameOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
