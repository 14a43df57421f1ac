using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>Ports for stubs that are made after an operator was told where it may send requests: a range that the system hands to nobody by itself.</summary>
internal static class StubPorts
{
    private const int First = 21_000;
    private const int Count = 900;

    private static int _next = Environment.ProcessId % Count;

    /// <summary>As the operator's ALLOWED_ENDPOINTS.</summary>
    public static string Allowed { get; } = string.Join(',', Enumerable.Range(First, Count).Select(port => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>A listener on one of them, started.</summary>
    public static TcpListener Listen()
    {
        for (var tries = 0; ; tries++)
        {
            var listener = new TcpListener(IPAddress.Loopback, First + (int)((uint)Interlocked.Increment(ref _next) % Count));
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException) when (tries < Count)
            {
                // Another test has it.
                listener.Dispose();
            }
        }
    }

    /// <summary>One of them on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = Listen();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
