using System.Diagnostics;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>A running dynalite: DynamoDB with exact conditional writes, empty at the start.</summary>
public sealed class DynaliteServer : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    private DynaliteServer(LoopbackServer server) => _server = server;

    public Uri Endpoint => _server.Endpoint;

    public int ProcessId => _server.ProcessId;

    public static Task<DynaliteServer> StartAsync(CancellationToken cancellationToken) => StartAsync(account: null, cancellationToken);

    /// <param name="account">Account in the ARNs of its tables; null for one of zeros.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<DynaliteServer> StartAsync(string? account, CancellationToken cancellationToken) =>
        new(await LoopbackServer.StartAsync(TimeProvider.System, port => CommandFor(port, account), "/", cancellationToken));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static ProcessStartInfo CommandFor(int port, string? account)
    {
        var command = new ProcessStartInfo(
            TestServers.DynaliteLauncher,
            ["--host", "127.0.0.1", "--port", $"{port}", "--createTableMs", "5", "--deleteTableMs", "5", "--updateTableMs", "5"]);
        if (account is not null)
        {
            command.Environment["AWS_ACCOUNT_ID"] = account;
        }

        return command;
    }
}
