using System.Net;
using System.Net.Sockets;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>One request and its answer on one connection, which is closed afterwards.</summary>
internal sealed class StatusExchange(Socket socket)
{
    /// <summary>Most heads fit; there may be many at once.</summary>
    private const int FirstBytes = 1024;

    /// <summary>The request once it is read and sound.</summary>
    public StatusRequest? Request { get; private set; }

    /// <summary>The answer to a request that cannot be understood.</summary>
    public StatusAnswer? Fault { get; private set; }

    public EndPoint? Peer { get; } = PeerOf(socket);

    /// <summary>Reads the head of a request; false when the peer closed without asking anything (a TCP probe).</summary>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        // Whoever says nothing costs no memory.
        await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken);
        var head = new byte[FirstBytes];
        var length = 0;
        while (length < StatusRequest.MaxHeadBytes)
        {
            if (length == head.Length)
            {
                Array.Resize(ref head, Math.Min(2 * head.Length, StatusRequest.MaxHeadBytes));
            }

            var received = await socket.ReceiveAsync(head.AsMemory(length), SocketFlags.None, cancellationToken);
            if (received == 0)
            {
                Fault = StatusAnswer.Say(400, "The request ended before its head did.");
                return length > 0;
            }

            length += received;
            if (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                Request = StatusRequest.Parse(head.AsSpan(0, length));
                Fault = Request is null ? StatusAnswer.Say(400, "This is not an HTTP/1.x request.") : null;
                return true;
            }
        }

        Fault = StatusAnswer.Say(431, $"The head of a request has {StatusRequest.MaxHeadBytes} bytes at most.");
        return true;
    }

    public async Task AnswerAsync(StatusAnswer answer, CancellationToken cancellationToken)
    {
        var allow = answer.Code == 405 ? "Allow: GET, HEAD\r\n" : "";
        var head = $"HTTP/1.1 {answer.Code} {answer.Phrase}\r\nContent-Type: {answer.ContentType}\r\nContent-Length: {answer.Body.Length}\r\n{allow}Cache-Control: no-store\r\nConnection: close\r\n\r\n";
        await SendAsync(System.Text.Encoding.ASCII.GetBytes(head), cancellationToken);
        if (Request?.Method != "HEAD")
        {
            await SendAsync(answer.Body, cancellationToken);
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    private static EndPoint? PeerOf(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is gone already.
            return null;
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }
}
