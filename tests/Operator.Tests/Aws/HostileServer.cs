using System.Globalization;
using System.Net.Sockets;
using System.Text;
using KeyspacesStreamer.Testing.Servers;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>Stands where a service of AWS would, and answers in ways that none of them does, so that whoever listens runs out of memory, time or workers.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly StubConnections _connections;
    private readonly Func<NetworkStream, int, CancellationToken, Task> _answer;
    private int _requests;

    private HostileServer(Func<NetworkStream, int, CancellationToken, Task> answer)
    {
        _answer = answer;
        _connections = new StubConnections(ServeAsync);
    }

    public Uri Endpoint => _connections.Endpoint;

    public int Requests => _requests;

    /// <summary>Each page names another one.</summary>
    /// <param name="page">The body, by the number of the request.</param>
    public static HostileServer Endless(Func<int, string> page) => new((stream, number, token) => SayAsync(stream, page(number), token));

    /// <summary>Each page of every listing names another one, which is as empty.</summary>
    public static HostileServer EndlessEmptyPages() => Endless(number =>
        $$$"""{"NextToken":"{{{number}}}","nextToken":"{{{number}}}","streamArn":"arn:aws:cassandra:us-east-1:111122223333:/keyspace/media/table/one/stream/2026-01-02T03:04:05.678","streamStatus":"ENABLED","streamViewType":"NEW_IMAGE","LastEvaluatedKey":{"leaseKey":{"S":"{{{number}}}"}},"Items":[],"shards":[],"streams":[],"Tags":[]}""");

    /// <summary>A body without end.</summary>
    /// <param name="announced">Bytes that are announced; null for chunks, of which nobody knows how many there will be.</param>
    public static HostileServer Huge(long? announced) => new(async (stream, _, token) =>
    {
        var length = announced is { } bytes ? $"Content-Length: {bytes.ToString(CultureInfo.InvariantCulture)}" : "Transfer-Encoding: chunked";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{length}\r\n\r\n{(announced is null ? "" : "{\"a\":\"")}"), token);
        var block = new byte[64 << 10];
        Array.Fill(block, (byte)'x');
        var head = announced is null ? Encoding.ASCII.GetBytes($"{block.Length:x}\r\n") : [];
        for (var written = 0L; written < (announced ?? long.MaxValue); written += block.Length)
        {
            await stream.WriteAsync(head, token);
            await stream.WriteAsync(block, token);
            await stream.WriteAsync(announced is null ? "\r\n"u8.ToArray() : [], token);
        }
    });

    /// <summary>An answer whose bytes come one by one, for ever.</summary>
    public static HostileServer Dripping() => new(async (stream, _, token) =>
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"u8.ToArray(), token);
        while (true)
        {
            await stream.WriteAsync(" "u8.ToArray(), token);
            await Pace.PauseAsync(TimeSpan.FromMilliseconds(200), token);
        }
    });

    /// <summary>An answer in the last moment before a call is given up, and then another page.</summary>
    public static HostileServer Late(TimeSpan delay) => new(async (stream, number, token) =>
    {
        await Pace.PauseAsync(delay, token);
        await SayAsync(stream, $$"""{"nextToken":"{{number}}","streams":[]}""", token);
    });

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private static async Task SayAsync(NetworkStream stream, string body, CancellationToken token) => await stream.WriteAsync(
        Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}"), token);

    private async Task ServeAsync(NetworkStream stream, CancellationToken stopping)
    {
        while (await ReadRequestAsync(stream, stopping))
        {
            await _answer(stream, Interlocked.Increment(ref _requests), stopping);
        }
    }

    /// <summary>Reads head and body of a request; false when the client closed.</summary>
    private static async Task<bool> ReadRequestAsync(NetworkStream stream, CancellationToken stopping)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 << 10];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, stopping);
            if (read == 0)
            {
                return false;
            }

            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            var all = text.ToString();
            var end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && all.Length - end - 4 >= LengthIn(all[..end]))
            {
                return true;
            }
        }
    }

    private static int LengthIn(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
    }
}
