using System.Net;
using System.Net.Sockets;

namespace KeyspacesStreamer.Cluster.Tests.Leadership;

/// <summary>The network between one client and a server: bytes pass as they are, until it is cut or held up.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _open = [];
    private readonly Task _accepting;
    private TaskCompletionSource _flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isCut;

    public TcpRelay(Uri server)
    {
        _server = server;
        _flowing.SetResult();
        _listener.Start();
        _accepting = AcceptAsync(_stop.Token);
    }

    public Uri Address => new($"{_server.Scheme}://{_listener.LocalEndpoint}");

    /// <summary>Ends all connections, and every new one at once.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _isCut = true;
            CloseAll();
        }
    }

    /// <summary>Holds back what the client sends; nothing is lost, and what the server sends arrives.</summary>
    public void HoldUp()
    {
        lock (_lock)
        {
            _flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets everything pass again, first what was held back.</summary>
    public void Restore()
    {
        lock (_lock)
        {
            _isCut = false;
            _flowing.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Restore();
        lock (_lock)
        {
            CloseAll();
        }

        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private void CloseAll()
    {
        _open.ForEach(client => client.Dispose());
        _open.Clear();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(cancellationToken), cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        var server = new TcpClient { NoDelay = true };
        using var both = server;
        using var one = client;
        client.NoDelay = true;
        lock (_lock)
        {
            if (_isCut)
            {
                return;
            }

            _open.AddRange([client, server]);
        }

        try
        {
            await server.ConnectAsync(_server.Host, _server.Port, cancellationToken);
            await await Task.WhenAny(PassAsync(client, server, isHeldUp: true, cancellationToken), PassAsync(server, client, isHeldUp: false, cancellationToken));
        }
        catch (Exception problem) when (problem is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // A connection that ends is all that a network tells.
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to, bool isHeldUp, CancellationToken cancellationToken)
    {
        var (source, target) = (from.GetStream(), to.GetStream());
        var bytes = new byte[64 * 1024];
        while (await source.ReadAsync(bytes, cancellationToken) is > 0 and var count)
        {
            if (isHeldUp)
            {
                await _flowing.Task.WaitAsync(cancellationToken);
            }

            await target.WriteAsync(bytes.AsMemory(0, count), cancellationToken);
        }
    }
}
