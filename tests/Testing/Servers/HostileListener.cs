using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>Stands where a service would and answers with raw bytes, at any pace and of any length, as no service should.</summary>
/// <remarks>An answer is written by what <c>X-Amz-Target</c> names, such as <c>GetRecords</c>; the connection is closed after it.</remarks>
internal sealed class HostileListener : IAsyncDisposable
{
    private readonly StubConnections _connections;
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly ConcurrentQueue<string> _requests = new();

    public HostileListener(Func<string, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _connections = new StubConnections(ServeAsync);
    }

    public Uri Endpoint => _connections.Endpoint;

    /// <summary>Heads of the requests that came, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>An answer of one piece, with the length that it has, or another one.</summary>
    public static Task WriteAsync(Stream output, string body, CancellationToken cancellationToken, long? announced = null, int status = 200, string headers = "") =>
        output.WriteAsync(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Any\r\n{headers}Content-Type: application/x-amz-json-1.0\r\nConnection: close\r\nContent-Length: {announced ?? Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}")),
            cancellationToken).AsTask();

    /// <summary>A body in chunks that has no end.</summary>
    public static async Task WriteForEverAsync(Stream output, int chunkBytes, TimeSpan pause, CancellationToken cancellationToken)
    {
        await output.WriteAsync("HTTP/1.1 200 Any\r\nContent-Type: application/x-amz-json-1.0\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), cancellationToken);
        var chunk = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{chunkBytes:x}\r\n{new string(' ', chunkBytes)}\r\n"));
        while (!cancellationToken.IsCancellationRequested)
        {
            await output.WriteAsync(chunk, cancellationToken);
            await Pace.PauseAsync(pause, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private async Task ServeAsync(NetworkStream stream, CancellationToken stopping)
    {
        var head = await ReadHeadAsync(stream, stopping);
        _requests.Enqueue(head);
        var target = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("x-amz-target:", StringComparison.OrdinalIgnoreCase)) ?? head.Split(' ')[0];
        await _answer(target[(target.LastIndexOf('.') + 1)..].Trim(), stream, stopping);
    }

    /// <summary>Reads the head and the body that it announces.</summary>
    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken stopping)
    {
        var (text, buffer) = ("", new byte[16 * 1024]);
        while (!text.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, stopping);
            text += read > 0 ? Encoding.UTF8.GetString(buffer, 0, read) : throw new IOException("The client closed before its request was whole.");
        }

        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = text[..end].Split("\r\n").FirstOrDefault(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
        var left = (length is null ? 0 : int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture)) - (text.Length - end - 4);
        await stream.ReadExactlyAsync(new byte[Math.Max(0, left)], stopping);
        return text[..end];
    }
}
