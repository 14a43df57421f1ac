using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

/// <summary>A server on a plain socket that answers in a fixed order, the last answer again and again, and keeps what it was asked.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<HttpExchange> _requests = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Answer[] _answers;
    private readonly Task _accepting;
    private int _next = -1;

    public WireServer(params Answer[] answers)
    {
        _answers = answers;
        _listener.Start();
        _accepting = AcceptAsync(_stop.Token);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    public HttpExchange[] Requests => [.. _requests];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(cancellationToken), cancellationToken));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient connection, CancellationToken cancellationToken)
    {
        using (connection)
        {
            var stream = connection.GetStream();
            try
            {
                while (await ReadRequestAsync(stream, cancellationToken) is { } request)
                {
                    _requests.Enqueue(request);
                    var answer = _answers[Math.Min(Interlocked.Increment(ref _next), _answers.Length - 1)];
                    await WriteAsync(stream, answer, cancellationToken);
                    if (answer.CutAfter is not null)
                    {
                        return;
                    }
                }
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // The client hung up or the test is over.
            }
        }
    }

    private static async Task<HttpExchange?> ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new HttpExchange(lines[0], headers, body);
    }

    private static async Task WriteAsync(NetworkStream stream, Answer answer, CancellationToken cancellationToken)
    {
        var head = new StringBuilder($"HTTP/1.1 {answer.Status} Answer\r\n");
        head.Append(answer.Chunked ? "Transfer-Encoding: chunked\r\n" : $"Content-Length: {answer.Body.Length}\r\n");
        foreach (var (name, value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), cancellationToken);
        var part = answer.Body.AsMemory(0, answer.CutAfter ?? answer.Body.Length);
        await (answer.Chunked ? WriteChunksAsync(stream, part, answer.CutAfter is null, cancellationToken) : WriteAsync(stream, part, cancellationToken));
        if (answer.Stalls)
        {
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellationToken); // until the other side gives up
        }
    }

    private static async Task WriteChunksAsync(
        NetworkStream stream, ReadOnlyMemory<byte> body, bool whole, CancellationToken cancellationToken)
    {
        const int Size = 70_000;
        for (var place = 0; place < body.Length; place += Size)
        {
            var chunk = body.Slice(place, Math.Min(Size, body.Length - place));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), cancellationToken);
            await stream.WriteAsync(chunk, cancellationToken);
            await stream.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
        }

        if (whole)
        {
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);
        }
    }

    private static async Task WriteAsync(NetworkStream stream, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }
}
