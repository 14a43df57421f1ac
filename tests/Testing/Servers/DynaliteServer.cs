using System.Diagnostics;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>A running dynalite: DynamoDB with exact conditional writes, empty at the start.</summary>
public sealed class DynaliteServer : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    private DynaliteServer(LoopbackServer server) => _server = server;

    public Uri Endpoint => _server.Endpoint;

    public int ProcessId => _server.ProcessId;

    public static async Task<DynaliteServer> StartAsync(CancellationToken cancellationToken) =>
        new(await LoopbackServer.StartAsync(TimeProvider.System, CommandFor, "/", cancellationToken));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static ProcessStartInfo CommandFor(int port) => new(
        TestServers.DynaliteLauncher,
        ["--host", "127.0.0.1", "--port", $"{port}", "--createTableMs", "5", "--deleteTableMs", "5", "--updateTableMs", "5"]);
}
