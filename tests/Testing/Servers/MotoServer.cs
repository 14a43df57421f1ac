using System.Diagnostics;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>A running moto: S3 with If-None-Match, empty at the start. It keeps all it ever got in memory, so one instance serves one suite.</summary>
public sealed class MotoServer : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    private MotoServer(LoopbackServer server) => _server = server;

    /// <summary>Where S3 listens; address buckets by path.</summary>
    public Uri Endpoint => _server.Endpoint;

    public int ProcessId => _server.ProcessId;

    public static async Task<MotoServer> StartAsync(CancellationToken cancellationToken) =>
        new(await LoopbackServer.StartAsync(TimeProvider.System, CommandFor, "/moto-api/", cancellationToken));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static ProcessStartInfo CommandFor(int port) => new(TestServers.MotoLauncher, [$"{port}"]);
}
