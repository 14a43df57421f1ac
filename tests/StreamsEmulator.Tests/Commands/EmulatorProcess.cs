using System.Diagnostics;
using System.Globalization;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Commands;

/// <summary>The emulator as users start it: a process of its own, found by its port file.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "streams-emulator.dll");

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private EmulatorProcess(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Endpoint = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
    }

    public string Endpoint { get; }

    public int Id => _process.Id;

    public static async Task<EmulatorProcess> StartAsync(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("streams-emulator");
        var file = Path.Combine(folder.FullName, "port");
        var process = Start("dotnet", [Program, "serve", "--port", "0", "--port-file", file, .. options]);
        var first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("Listening on http://127.0.0.1:", first, StringComparison.Ordinal);
        while (!File.Exists(file))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var port = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        return new EmulatorProcess(process, folder, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <summary>Runs a verb against this server; returns its exit code, output and errors.</summary>
    public Task<ProcessOutcome> RunAsync(string input, params string[] arguments) =>
        RunToEndAsync(Start("dotnet", [Program, .. arguments, "--endpoint", Endpoint]), input);

    public static async Task<ProcessOutcome> RunToEndAsync(Process process, string input)
    {
        using (process)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new ProcessOutcome(process.ExitCode, await output, await errors);
        }
    }

    public static Process Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    /// <summary>Waits for the server to end and returns its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
