namespace KeyspacesStreamer.Testing.Processes;

/// <summary>Requests to processes on this machine, which may be slow to answer.</summary>
internal static class LoopbackHttp
{
    /// <summary>A client that follows nobody elsewhere and gives up only what hangs.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Phase.Patience };
}
