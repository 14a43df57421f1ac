using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Fleet;

/// <summary>One operator process: its metrics, and what the kernel says of it.</summary>
internal sealed partial class OperatorRun : IDisposable
{
    // What .NET makes of the limits in config/manager: 45 % of 256Mi for the heap, as src/Operator/Operator.csproj says, and one processor. In a control group it sees the limit itself.
    private const string HeapLimit = "0x7333333";
    private const string Start = "echo $$ >>\"$0\"; [ -z \"$CONTROL_GROUP\" ] || echo $$ >\"$CONTROL_GROUP/cgroup.procs\"; log=$1; shift; exec \"$@\" >>\"$log\" 2>&1";
    private const double TicksASecond = 100; // USER_HZ, the same on all of Linux

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Process _process;
    private readonly string _log;

    /// <param name="plan">What is measured.</param>
    /// <param name="name">Name of its pod.</param>
    /// <param name="endpoints">Addresses that the streams name.</param>
    public OperatorRun(FleetPlan plan, string name, params Uri[] endpoints)
    {
        _log = Path.Combine(plan.Folder, $"{name}.log");
        File.Delete(_log);
        var command = new ProcessStartInfo("/bin/sh", ["-c", Start, Path.Combine(plan.Folder, "operators"), _log, plan.Operator, "run"]);
        if (plan.ControlGroups is { } groups)
        {
            var folder = Path.Combine(groups, name);
            Bound = new MemoryBound(folder);
            command.Environment["CONTROL_GROUP"] = folder;
        }

        foreach (var (variable, value) in EnvironmentOf(plan, name, endpoints))
        {
            command.Environment[variable] = value;
        }

        _process = Process.Start(command) ?? throw new InvalidOperationException("The operator did not start.");
    }

    public bool HasExited => _process.HasExited;

    /// <summary>What bounds its memory; null when only the runtime does.</summary>
    public MemoryBound? Bound { get; }

    /// <summary>Processor time since the start.</summary>
    public TimeSpan Processor
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((double.Parse(words[11], CultureInfo.InvariantCulture) + double.Parse(words[12], CultureInfo.InvariantCulture)) / TicksASecond);
        }
    }

    /// <param name="name"><c>VmRSS</c> for now, <c>VmHWM</c> for the most there was.</param>
    public long MemoryBytes(string name) => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) * 1024;

    public async Task<OperatorFigures> FiguresAsync(CancellationToken cancellationToken)
    {
        if (HasExited)
        {
            throw new InvalidOperationException($"The operator ended; its log is {_log}.");
        }

        return PortLine().Match(await ReadLogAsync(cancellationToken)) is { Success: true } match
            ? new OperatorFigures(await _http.GetStringAsync(new Uri($"http://127.0.0.1:{match.Groups[1].Value}{Ports.MetricsPath}"), cancellationToken))
            : new OperatorFigures("");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _http.Dispose();
    }

    private static Dictionary<string, string> EnvironmentOf(FleetPlan plan, string name, IEnumerable<Uri> endpoints) => new(HeapOf(plan))
    {
        ["KUBECONFIG"] = plan.Kubeconfig,
        ["POD_NAME"] = name,
        ["POD_NAMESPACE"] = FleetPlan.Namespace,
        ["STREAMER_IMAGE"] = "registry.example/streampod:1.2.3",
        ["STATUS_PORT"] = "0",
        ["AWS_REGION"] = FleetPlan.Region,
        ["AWS_ACCESS_KEY_ID"] = FleetPlan.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = FleetPlan.AccessKey,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_ENDPOINT_URL_KEYSPACES"] = plan.StreamsEndpoint.ToString(),
        ["ALLOWED_ENDPOINTS"] = string.Join(',', endpoints.Prepend(plan.StreamsEndpoint).Select(endpoint => endpoint.GetLeftPart(UriPartial.Authority))),
        ["DOTNET_PROCESSOR_COUNT"] = "1",
        ["HTTP_PROXY"] = "",
        ["http_proxy"] = "",
    };

    private static IEnumerable<KeyValuePair<string, string>> HeapOf(FleetPlan plan) => plan.ControlGroups is null ? [new("DOTNET_GCHeapHardLimit", HeapLimit)] : [];

    private async Task<string> ReadLogAsync(CancellationToken cancellationToken) => File.Exists(_log) ? await File.ReadAllTextAsync(_log, cancellationToken) : "";

    [GeneratedRegex("Status server listens on port ([0-9]+)")]
    private static partial Regex PortLine();
}
