using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KeyspacesStreamer.Fleet;

/// <summary>Stands before an AWS service and counts the requests that pass, by operation: what X-Amz-Target names, or else the method.</summary>
internal sealed class CountingRelay : IDisposable
{
    private const string Target = "x-amz-target:";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly Uri _service;

    public CountingRelay(Uri service)
    {
        _service = service;
        _listener.Start(512);
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        Serving = AcceptAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>Ends with the relay.</summary>
    public Task Serving { get; }

    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(_counts);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(PassAsync(await _listener.AcceptSocketAsync()));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The relay is over; what passes through it ends with the process.
        }
    }

    private async Task PassAsync(Socket client)
    {
        using var server = new TcpClient();
        await using var near = new NetworkStream(client, ownsSocket: true);
        try
        {
            await server.ConnectAsync(_service.Host, _service.Port);
            await using var far = server.GetStream();
            await Task.WhenAny(CountAsync(near, far), far.CopyToAsync(near));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // One of the two went away.
        }
    }

    private async Task CountAsync(NetworkStream near, NetworkStream far)
    {
        var buffer = new byte[16_384];
        var line = new StringBuilder();
        string? method = null;
        while (await near.ReadAsync(buffer) is > 0 and var length)
        {
            foreach (var letter in buffer.AsSpan(0, length))
            {
                if (letter != '\n')
                {
                    line.Append((char)letter);
                    continue;
                }

                method = Read(line.ToString().TrimEnd('\r'), method);
                line.Clear();
            }

            await far.WriteAsync(buffer.AsMemory(0, length));
        }
    }

    /// <summary>Bodies of these services have no line ends, so that what follows one is at the end of a line: the method of the next request.</summary>
    /// <returns>The method of a request whose head is not over.</returns>
    private string? Read(string line, string? method)
    {
        if (line.EndsWith(" HTTP/1.1", StringComparison.Ordinal))
        {
            var words = line.Split(' ');
            return new string([.. words[^3].Reverse().TakeWhile(char.IsAsciiLetterUpper).Reverse()]);
        }

        if (method is not null && line.StartsWith(Target, StringComparison.OrdinalIgnoreCase))
        {
            Count(line[(line.LastIndexOf('.') + 1)..]);
            return null;
        }

        if (method is not null && line.Length == 0)
        {
            Count(method);
            return null;
        }

        return method;
    }

    private void Count(string operation) => _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
}
