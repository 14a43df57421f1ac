using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>A running emulator of Keyspaces Streams for one test class, steered through its control API.</summary>
public sealed class EmulatorServer : IAsyncLifetime
{
    private LoopbackServer? _server;
    private HttpClient? _control;

    public Uri Endpoint => _server?.Endpoint ?? throw new InvalidOperationException("The emulator does not run.");

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(TimeProvider.System, CommandFor, "/_emulator/health", TestContext.Current.CancellationToken);
        _control = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Endpoint };
    }

    public async ValueTask DisposeAsync()
    {
        _control?.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    public async Task<JsonElement> PostAsync(string path, object? order, CancellationToken cancellationToken)
    {
        using var answer = await _control!.PostAsJsonAsync(new Uri($"/_emulator{path}", UriKind.Relative), order, cancellationToken); // it runs
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"The emulator refused POST {path}: {text}");
    }

    private static ProcessStartInfo CommandFor(int port)
    {
        // artifacts/bin/Operator.Tests/<configuration>/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return new ProcessStartInfo(RepositoryRoot.PathOf("artifacts", "bin", "StreamsEmulator", configuration, "streams-emulator"), ["serve", "--port", $"{port}"]);
    }
}
