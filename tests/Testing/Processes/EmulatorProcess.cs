using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>The emulator of Keyspaces Streams as a process, steered through its control API.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly LoggedProcess _process;
    private readonly HttpClient _control;

    private EmulatorProcess(LoggedProcess process, int port)
    {
        _process = process;
        Endpoint = new Uri($"http://127.0.0.1:{port}");
        _control = LoopbackHttp.Client();
        _control.BaseAddress = Endpoint;
    }

    public Uri Endpoint { get; }

    public string LogFile => _process.LogFile;

    public static async Task<EmulatorProcess> StartAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (log, portFile) = (Path.Combine(folder, "emulator.log"), Path.Combine(folder, "emulator.port"));
        var process = await LoggedProcess.StartAsync(
            ProgramFiles.Emulator, ["serve", "--port", "0", "--port-file", portFile, .. arguments], new Dictionary<string, string>(), log, cancellationToken);
        await Phase.UntilAsync(
            "emulator listens",
            () => Task.FromResult(process.HasExited ? throw new InvalidOperationException($"The emulator ended:\n{process.Log}") : File.Exists(portFile) ? null : "no port file yet"),
            cancellationToken);
        return new EmulatorProcess(process, int.Parse(await File.ReadAllTextAsync(portFile, cancellationToken), CultureInfo.InvariantCulture));
    }

    /// <summary>Runs changes on media.media_content, by default to their end.</summary>
    public Task<JsonElement> WorkAsync(object order, CancellationToken cancellationToken) => PostAsync("/workloads", order, cancellationToken);

    /// <summary>Starts changes and answers at once.</summary>
    public Task<JsonElement> StartWorkAsync(object order, CancellationToken cancellationToken) => PostAsync("/workloads?wait=false", order, cancellationToken);

    /// <summary>Ends changes that were started, and tells how many there were.</summary>
    public async Task<JsonElement> StopWorkAsync(int id, CancellationToken cancellationToken)
    {
        using var answer = await _control.DeleteAsync(new Uri($"/_emulator/workloads/{id}", UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public Task<JsonElement> ApplyAsync(object changes, CancellationToken cancellationToken) =>
        PostAsync("/tables/media/media_content/changes", changes, cancellationToken);

    public Task<JsonElement> FaultAsync(object rule, CancellationToken cancellationToken) => PostAsync("/faults", rule, cancellationToken);

    public async Task ClearFaultsAsync(CancellationToken cancellationToken)
    {
        using var answer = await _control.DeleteAsync(new Uri("/_emulator/faults", UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        _control.GetFromJsonAsync<JsonElement>(new Uri($"/_emulator{path}", UriKind.Relative), cancellationToken);

    /// <summary>Everything that was ever put into the streams, as lines.</summary>
    public Task<string[]> LedgerAsync(CancellationToken cancellationToken) => LinesAsync("/ledger?records=true", cancellationToken);

    /// <summary>Everything that was ever put into the streams of one table.</summary>
    public Task<string[]> LedgerAsync(string keyspace, string table, CancellationToken cancellationToken) =>
        LinesAsync($"/ledger?records=true&keyspace={keyspace}&table={table}", cancellationToken);

    public async Task<JsonElement> PostAsync(string path, object order, CancellationToken cancellationToken)
    {
        using var answer = await _control.PostAsJsonAsync(new Uri($"/_emulator{path}", UriKind.Relative), order, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"The emulator refused POST {path}: {text}");
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<string[]> LinesAsync(string path, CancellationToken cancellationToken)
    {
        var text = await _control.GetStringAsync(new Uri($"/_emulator{path}", UriKind.Relative), cancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
