using System.Net;
using System.Net.Sockets;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>The connections of a server that a test writes by hand: each is served on its own, and all have ended when this is disposed.</summary>
internal sealed class StubConnections : IAsyncDisposable
{
    private readonly TcpListener _listener = StubPorts.Listen();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _serving;

    /// <param name="serve">Serves one connection until its client goes away; that this ends it in the middle is no fault.</param>
    public StubConnections(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _serve = serve;
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _serving = AcceptAsync();
    }

    public Uri Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await _serve(stream, _stopping.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }
}
