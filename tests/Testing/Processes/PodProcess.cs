using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>A pod as Kubernetes would run it: a process with a settings file, a name, signals and a status page.</summary>
internal sealed partial class PodProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = LoopbackHttp.Client();
    private readonly LoggedProcess _process;

    private int? _port;

    private PodProcess(string worker, LoggedProcess process) => (Worker, _process) = (worker, process);

    public string Worker { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string LogFile => _process.LogFile;

    public string Log => _process.Log;

    /// <summary>The lines of the log, each a JSON object.</summary>
    public IReadOnlyList<JsonElement> Events() =>
        [.. Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    /// <summary>Whether SIGSTOP was sent last.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>The port of the status page; null until it listens.</summary>
    public int? Port => _port ??= PortLine().Match(Log) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    public int Id => _process.Id;

    public static Task<PodProcess> StartAsync(string settingsFile, string worker, string logFile, CancellationToken cancellationToken) =>
        StartAsync(["run", "--settings", settingsFile], worker, new Dictionary<string, string>(), logFile, cancellationToken);

    /// <summary>Starts it as its container would be.</summary>
    /// <param name="arguments">Arguments of the container.</param>
    /// <param name="worker">Name of the pod.</param>
    /// <param name="environment">Variables besides the credentials of the tests, or in their place.</param>
    /// <param name="logFile">Where its log goes.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<PodProcess> StartAsync(
        IEnumerable<string> arguments, string worker, IReadOnlyDictionary<string, string> environment, string logFile, CancellationToken cancellationToken)
    {
        var all = Credentials();
        foreach (var (name, value) in environment)
        {
            all[name] = value;
        }

        return new PodProcess(worker, await LoggedProcess.StartAsync(ProgramFiles.Pod, [.. arguments, "--worker", worker, "--port", "0"], all, logFile, cancellationToken));
    }

    /// <summary>Starts it under a limit of memory that the kernel enforces.</summary>
    public static async Task<PodProcess> StartAsync(string settingsFile, string worker, MemoryGroup group, string logFile, CancellationToken cancellationToken) =>
        new(worker, await LoggedProcess.StartAsync(ProgramFiles.Pod, ["run", "--settings", settingsFile, "--worker", worker, "--port", "0"], Credentials(), logFile, group, cancellationToken));

    /// <summary>Starts it with nothing but what a pod is given: no key, and other names than the machine's.</summary>
    /// <param name="arguments">Arguments of the container.</param>
    /// <param name="worker">Name of the pod.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="logFile">Where its log goes.</param>
    /// <param name="namesFile">What it finds as /etc/hosts.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<PodProcess> StartWithoutKeysAsync(
        IEnumerable<string> arguments, string worker, IReadOnlyDictionary<string, string> environment, string logFile, string namesFile, CancellationToken cancellationToken) =>
        new(worker, await LoggedProcess.StartAsync(ProgramFiles.Pod, [.. arguments, "--worker", worker, "--port", "0"], WithoutProxy(environment), logFile, namesFile, cancellationToken));

    /// <summary>Runs another verb of the program to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, string logFile, CancellationToken cancellationToken) =>
        RunAsync(arguments, Credentials(), logFile, namesFile: null, cancellationToken);

    /// <summary>Runs another verb of the program to its end, with nothing but these variables and names.</summary>
    public static Task<(int ExitCode, string Output)> RunWithoutKeysAsync(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile, string namesFile, CancellationToken cancellationToken) =>
        RunAsync(arguments, WithoutProxy(environment), logFile, namesFile, cancellationToken);

    /// <summary>Runs <c>verify</c> until it has judged: on a machine that is too busy to answer it, it says that it could not ask.</summary>
    /// <param name="options">What follows the verb.</param>
    /// <param name="logFile">Where the output of the last run goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<(int ExitCode, string Output)> VerifyAsync(IEnumerable<string> options, string logFile, CancellationToken cancellationToken) =>
        UntilJudgedAsync(() => RunAsync(["verify", .. options], logFile, cancellationToken), cancellationToken);

    /// <summary>The same, with nothing but these variables and names.</summary>
    public static Task<(int ExitCode, string Output)> VerifyWithoutKeysAsync(
        IEnumerable<string> options, IReadOnlyDictionary<string, string> environment, string logFile, string namesFile, CancellationToken cancellationToken) =>
        UntilJudgedAsync(() => RunWithoutKeysAsync(["verify", .. options], environment, logFile, namesFile, cancellationToken), cancellationToken);

    private static async Task<(int ExitCode, string Output)> UntilJudgedAsync(Func<Task<(int ExitCode, string Output)>> verify, CancellationToken cancellationToken)
    {
        var last = (ExitCode: ExitCodes.Unavailable, Output: "");
        await Phase.UntilAsync(
            "verify can ask what it judges",
            async () => (last = await verify()).ExitCode == ExitCodes.Unavailable ? last.Output : null,
            cancellationToken);
        return last;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        IEnumerable<string> arguments, Dictionary<string, string> environment, string logFile, string? namesFile, CancellationToken cancellationToken)
    {
        await using var process = await LoggedProcess.StartAsync(ProgramFiles.Pod, arguments, environment, logFile, namesFile, cancellationToken);
        var code = await Phase.BoundAsync(
            $"streampod {string.Join(' ', arguments)}", process.WaitForExitAsync(cancellationToken), () => process.Log, cancellationToken);
        return (code, process.Log);
    }

    public void Send(Signal signal)
    {
        _process.Send(signal);
        IsStopped = signal == Signal.Stop;
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        Send(Signal.Terminate);
        return await WaitForExitAsync(cancellationToken);
    }

    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) =>
        Phase.BoundAsync($"end of pod {Worker}", _process.WaitForExitAsync(cancellationToken), () => $"it still runs; its log is {LogFile}", cancellationToken);

    /// <summary>Waits until the pod says that it reached stream, table and bucket.</summary>
    public Task UntilReadyAsync(CancellationToken cancellationToken) => Phase.UntilAsync(
        $"pod {Worker} is ready",
        async () => HasExited ? throw new InvalidOperationException($"Pod {Worker} ended with code {ExitCode}:\n{Log}")
            : Port is not { } port ? "no port yet"
            : await AnswerAsync(port, "/readyz", cancellationToken) is var (isOk, text) && isOk ? null : text,
        cancellationToken);

    /// <summary>Asks the readiness probe's question once.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        !HasExited && Port is { } port && (await AnswerAsync(port, "/readyz", cancellationToken)).IsOk;

    /// <summary>The status page, or null while there is none.</summary>
    public async Task<JsonElement?> StatusAsync(CancellationToken cancellationToken)
    {
        if (Port is not { } port || HasExited)
        {
            return null;
        }

        try
        {
            return await Http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{port}/status"), cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The sum of a metric's samples over all its labels.</summary>
    public async Task<double> MetricAsync(string name, CancellationToken cancellationToken)
    {
        var (isOk, text) = await AnswerAsync(Port ?? 0, "/metrics", cancellationToken);
        return isOk
            ? text.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal)).Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"Pod {Worker} answers no metrics: {text}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<(bool IsOk, string Text)> AnswerAsync(int port, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), cancellationToken);
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (false, exception.Message);
        }
    }

    private static Dictionary<string, string> Credentials() => new()
    {
        ["AWS_ACCESS_KEY_ID"] = TestServers.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = TestServers.SecretKey,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["HTTP_PROXY"] = "",
        ["http_proxy"] = "",
    };

    private static Dictionary<string, string> WithoutProxy(IReadOnlyDictionary<string, string> environment)
    {
        var all = new Dictionary<string, string>(environment) { ["AWS_EC2_METADATA_DISABLED"] = "true" };
        foreach (var name in (string[])["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"])
        {
            all[name] = "";
        }

        return all;
    }

    [GeneratedRegex("Status server listens on port ([0-9]+)")]
    private static partial Regex PortLine();
}
