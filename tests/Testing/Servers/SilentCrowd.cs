using System.Net;
using System.Net.Sockets;
using System.Text;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>Connections from one address that say little or nothing and stay; each that the server closes is opened again.</summary>
internal sealed class SilentCrowd : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _visitors;
    private int _opened;

    /// <param name="from">Address that they come from, such as 127.0.0.2.</param>
    /// <param name="port">Port of the server, on the loopback interface.</param>
    /// <param name="count">How many there are at once.</param>
    /// <param name="words">What each says before it is silent.</param>
    public SilentCrowd(IPAddress from, int port, int count, string words) =>
        _visitors = [.. Enumerable.Range(0, count).Select(_ => VisitAsync(from, port, Encoding.ASCII.GetBytes(words), _stopping.Token))];

    /// <summary>Waits until so many connections more were opened.</summary>
    public Task UntilRefilledAsync(int more)
    {
        var wanted = Volatile.Read(ref _opened) + more;
        return Phase.UntilAsync("the crowd is refilled", () => Task.FromResult(Volatile.Read(ref _opened) >= wanted ? null : $"{_opened} of {wanted} were opened"), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_visitors);
        _stopping.Dispose();
    }

    private async Task VisitAsync(IPAddress from, int port, byte[] words, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                Interlocked.Increment(ref _opened);
                await socket.SendAsync(words, SocketFlags.None, cancellationToken);
                // The server is the one who closes. What it says is not listened to.
                while (!socket.Poll(0, SelectMode.SelectError) && !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0))
                {
                    await Pace.PauseAsync(TimeSpan.FromMilliseconds(10), cancellationToken);
                }
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // Closed in the middle of it, or the test is over.
            }
        }
    }
}
