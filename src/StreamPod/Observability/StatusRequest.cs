namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>The request line of an HTTP/1.x request; headers and bodies play no part here.</summary>
internal sealed record StatusRequest(string Method, string Path)
{
    /// <summary>Bytes that a request's head may have.</summary>
    public const int MaxHeadBytes = 8 * 1024;

    /// <summary>Reads the head of a request; null when it is not HTTP/1.x.</summary>
    public static StatusRequest? Parse(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var parts = System.Text.Encoding.ASCII.GetString(end < 0 ? head : head[..end]).Split(' ');
        if (parts is not [var method, ['/', ..] target, var version] || !version.StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            return null;
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return new StatusRequest(method, query < 0 ? target : target[..query]);
    }
}
