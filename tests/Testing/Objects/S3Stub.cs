using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Testing.Objects;

/// <summary>A tiny HTTP server that gives scripted answers where S3 would be, and remembers what it was asked.</summary>
internal sealed class S3Stub : IAsyncDisposable
{
    private readonly StubConnections _connections;
    private readonly Func<S3StubRequest, S3StubAnswer> _answer;
    private readonly ConcurrentQueue<S3StubRequest> _requests = new();

    public S3Stub(params S3StubAnswer[] answers)
        : this(InOrder(answers))
    {
    }

    /// <param name="answer">What is answered to a request; called from several connections at once.</param>
    public S3Stub(Func<S3StubRequest, S3StubAnswer> answer)
    {
        _answer = answer;
        _connections = new StubConnections(ServeAsync);
    }

    public Uri Endpoint => _connections.Endpoint;

    public IReadOnlyList<S3StubRequest> Requests => [.. _requests];

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private static Func<S3StubRequest, S3StubAnswer> InOrder(IEnumerable<S3StubAnswer> answers)
    {
        var left = new ConcurrentQueue<S3StubAnswer>(answers);
        return _ => left.TryDequeue(out var next) ? next : S3StubAnswer.Error(500, "Unscripted");
    }

    private async Task ServeAsync(NetworkStream stream, CancellationToken stopping)
    {
        while (await ReadRequestAsync(stream, stopping) is { } request)
        {
            _requests.Enqueue(request);
            var answer = _answer(request);
            if (answer.Silent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
            }

            if (answer.Cut)
            {
                return;
            }

            await stream.WriteAsync(BytesOf(answer, request.Method == "HEAD"), stopping);
        }
    }

    private static async Task<S3StubRequest?> ReadRequestAsync(NetworkStream stream, CancellationToken stopping)
    {
        if (await ReadHeadAsync(stream, stopping) is not { } head)
        {
            return null;
        }

        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim());
        if (headers.GetValueOrDefault("expect") == "100-continue")
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), stopping);
        }

        var body = new byte[int.Parse(headers.GetValueOrDefault("content-length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, stopping);
        var words = lines[0].Split(' ');
        return new S3StubRequest(words[0], words[1], headers, body);
    }

    private static async Task<string?> ReadHeadAsync(NetworkStream stream, CancellationToken stopping)
    {
        List<byte> head = [];
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, stopping) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        return Encoding.UTF8.GetString([.. head]);
    }

    private static byte[] BytesOf(S3StubAnswer answer, bool headOnly)
    {
        var body = headOnly ? "" : answer.Body;
        var text = new StringBuilder($"HTTP/1.1 {answer.Status} Scripted\r\n");
        foreach (var (name, value) in answer.Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
