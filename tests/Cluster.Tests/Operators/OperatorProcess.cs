using System.Globalization;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>The operator as Kubernetes would run it: a process with an environment, a ServiceAccount's token, signals and probes.</summary>
internal sealed partial class OperatorProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = LoopbackHttp.Client();
    private readonly LoggedProcess _process;

    private OperatorProcess(string name, LoggedProcess process) => (Name, _process) = (name, process);

    /// <summary>Name of its pod.</summary>
    public string Name { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Log => _process.Log;

    public string LogFile => _process.LogFile;

    /// <param name="name">Name of its pod.</param>
    /// <param name="kubeconfig">Where the cluster is, and with which rights.</param>
    /// <param name="logFile">Where its log goes.</param>
    /// <param name="environment">What differs from the usual environment.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<OperatorProcess> StartAsync(
        string name, string kubeconfig, string logFile, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>
        {
            ["KUBECONFIG"] = kubeconfig,
            ["POD_NAME"] = name,
            ["POD_NAMESPACE"] = ShippedRights.OperatorNamespace,
            ["STREAMER_IMAGE"] = "registry.example/streampod:1.2.3",
            ["STATUS_PORT"] = "0",
            ["AWS_REGION"] = TestServers.Region,
            ["AWS_ACCESS_KEY_ID"] = TestServers.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = TestServers.SecretKey,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["HTTP_PROXY"] = "",
            ["http_proxy"] = "",
        };
        foreach (var (variable, value) in environment)
        {
            all[variable] = value;
        }

        return new OperatorProcess(name, await LoggedProcess.StartAsync(ProgramFiles.Operator, ["run"], all, logFile, cancellationToken));
    }

    /// <summary>Starts it with nothing but what a pod is given: no key, and other names than the machine's.</summary>
    /// <param name="name">Name of its pod.</param>
    /// <param name="logFile">Where its log goes.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="namesFile">What it finds as /etc/hosts.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<OperatorProcess> StartWithoutKeysAsync(
        string name, string logFile, IReadOnlyDictionary<string, string> environment, string namesFile, CancellationToken cancellationToken) =>
        new(name, await LoggedProcess.StartAsync(ProgramFiles.Operator, ["run"], environment, logFile, namesFile, cancellationToken));

    public void Send(Signal signal) => _process.Send(signal);

    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) =>
        Phase.BoundAsync($"end of operator {Name}", _process.WaitForExitAsync(cancellationToken), () => $"it still runs; its log is {LogFile}", cancellationToken);

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        Send(Signal.Terminate);
        return await WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits until its caches are filled.</summary>
    public Task UntilReadyAsync(CancellationToken cancellationToken) => Phase.UntilAsync(
        $"operator {Name} is ready",
        async () => HasExited ? throw new InvalidOperationException($"Operator {Name} ended:\n{Log}") : await IsReadyAsync(cancellationToken) ? null : $"not ready; its log is {LogFile}",
        cancellationToken);

    /// <summary>The sum of a metric's samples whose line holds the text.</summary>
    public async Task<double> MetricAsync(string name, string holding, CancellationToken cancellationToken)
    {
        var text = await Http.GetStringAsync(Page("/metrics"), cancellationToken);
        return text.Split('\n')
            .Where(line => (line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal)) && line.Contains(holding, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(Page("/readyz"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or InvalidOperationException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private Uri Page(string path) => PortLine().Match(Log) is { Success: true } match
        ? new Uri($"http://127.0.0.1:{match.Groups[1].Value}{path}")
        : throw new InvalidOperationException($"Operator {Name} does not listen yet:\n{Log}");

    [GeneratedRegex("Status server listens on port ([0-9]+)")]
    private static partial Regex PortLine();
}
