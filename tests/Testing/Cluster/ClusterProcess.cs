using System.Diagnostics;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Testing.Cluster;

/// <summary>A Kubernetes cluster for a test collection, started by eng/cluster/start.sh in a temporary folder that goes away with it.</summary>
/// <remarks>
/// As a collection fixture xunit calls the constructor without parameters, which asks for an API server alone.
/// Nothing is skipped: a cluster that cannot be started throws with the last lines of the script.
/// </remarks>
public sealed class ClusterProcess : Xunit.IAsyncLifetime
{
    private const int NoPolicies = 3; // what policies.sh ends with

    private readonly TemporaryFolder _folder = new();
    private readonly ClusterParts _parts;
    private readonly bool _isAudited;
    private readonly string _admission;
    private readonly bool _isOfAws;

    public ClusterProcess()
        : this(ClusterParts.ApiServer, isAudited: false, "", isOfAws: false)
    {
    }

    private ClusterProcess(ClusterParts parts, bool isAudited, string admission, bool isOfAws) => (_parts, _isAudited, _admission, _isOfAws) = (parts, isAudited, admission, isOfAws);

    /// <summary>Path of a kubeconfig file with all rights.</summary>
    public string Kubeconfig => _folder.PathOf("admin.kubeconfig");

    /// <summary>One line of JSON for each write that has ended, if the cluster was asked for them.</summary>
    public string AuditLog => _folder.PathOf(Path.Combine("log", "audit.jsonl"));

    /// <summary>True for the cluster of USE_EXISTING_CLUSTER, whose pieces must be left alone.</summary>
    public bool IsExisting => File.Exists(_folder.PathOf("existing"));

    /// <exception cref="InvalidOperationException">It did not start; the message holds the last lines of the script.</exception>
    public static Task<ClusterProcess> StartAsync(ClusterParts parts, CancellationToken cancellationToken) => StartAsync(parts, isAudited: false, "", cancellationToken);

    /// <param name="parts">How much of Kubernetes.</param>
    /// <param name="isAudited">Whether <see cref="AuditLog"/> is kept.</param>
    /// <param name="admission">Names of admission plugins that are off by default, with commas between them.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message holds the last lines of the script.</exception>
    public static Task<ClusterProcess> StartAsync(ClusterParts parts, bool isAudited, string admission, CancellationToken cancellationToken) =>
        StartAsync(parts, isAudited, admission, isOfAws: false, cancellationToken);

    /// <param name="parts">How much of Kubernetes.</param>
    /// <param name="isAudited">Whether <see cref="AuditLog"/> is kept.</param>
    /// <param name="admission">Names of admission plugins that are off by default, with commas between them.</param>
    /// <param name="isOfAws">Whether tokens of ServiceAccounts bear an issuer as EKS has it.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message holds the last lines of the script.</exception>
    public static async Task<ClusterProcess> StartAsync(ClusterParts parts, bool isAudited, string admission, bool isOfAws, CancellationToken cancellationToken)
    {
        var cluster = new ClusterProcess(parts, isAudited, admission, isOfAws);
        await cluster.StartAsync(cancellationToken);
        return cluster;
    }

    public async ValueTask InitializeAsync() => await StartAsync(Xunit.TestContext.Current.CancellationToken);

    /// <summary>Asks the piece to end and waits until it is gone.</summary>
    public Task StopPieceAsync(ClusterPiece piece, CancellationToken cancellationToken) => PieceAsync("stop", piece, cancellationToken);

    /// <summary>Ends the piece as a crash would.</summary>
    public Task KillPieceAsync(ClusterPiece piece, CancellationToken cancellationToken) => PieceAsync("kill", piece, cancellationToken);

    /// <summary>Starts the piece again, with the same port and data, and waits until it is ready.</summary>
    public Task StartPieceAsync(ClusterPiece piece, CancellationToken cancellationToken) => PieceAsync("start", piece, cancellationToken);

    /// <summary>Makes etcd forget old revisions. Restart the API server too: its watch caches remember them.</summary>
    public Task CompactAsync(CancellationToken cancellationToken) => RunAsync("piece.sh", [_folder.Path, "compact"], cancellationToken);

    /// <summary>Puts admission policies and their bindings in force; a moment passes until requests are judged.</summary>
    /// <param name="files">All that are to hold from now on.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Why this cluster has no means for it; null when they are in force.</returns>
    public async Task<string?> HoldPoliciesAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var (code, output) = await EndAsync("policies.sh", [_folder.Path, .. files], cancellationToken);
        return code switch
        {
            0 => null,
            NoPolicies => output.Split('\n')[^1],
            _ => throw new InvalidOperationException($"eng/cluster/policies.sh ended with code {code}:\n{output}"),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("stop.sh", [_folder.Path, "--clean"], CancellationToken.None);
        if (Directory.Exists(_folder.Path))
        {
            _folder.Dispose();
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        // The cluster outlives a script, not this process: the script leaves a watcher that ends all when we are gone.
        List<string> arguments = [_folder.Path, "--until-exit-of", $"{Environment.ProcessId}"];
        if (_parts is not ClusterParts.ApiServer)
        {
            arguments.Add(_parts is ClusterParts.Node ? "--node" : "--controllers");
        }

        if (_isAudited)
        {
            arguments.Add("--audit");
        }

        if (_isOfAws)
        {
            arguments.Add("--aws");
        }

        if (_admission.Length > 0)
        {
            arguments.AddRange(["--admission", _admission]);
        }

        try
        {
            await RunAsync("start.sh", arguments, cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private Task PieceAsync(string verb, ClusterPiece piece, CancellationToken cancellationToken) =>
        RunAsync("piece.sh", [_folder.Path, verb, NameOf(piece)], cancellationToken);

    private static string NameOf(ClusterPiece piece) => piece switch
    {
        ClusterPiece.Etcd => "etcd",
        ClusterPiece.ApiServer => "apiserver",
        ClusterPiece.CustomResources => "crdserver",
        ClusterPiece.Controllers => "controller-manager",
        _ => throw new ArgumentOutOfRangeException(nameof(piece), piece, null),
    };

    private static async Task RunAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (code, output) = await EndAsync(script, arguments, cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException($"eng/cluster/{script} {string.Join(' ', arguments)} ended with code {code}:\n{output}");
        }
    }

    private static async Task<(int Code, string Output)> EndAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await using var process = await ChildProcess.StartAsync(new ProcessStartInfo(RepositoryRoot.PathOf("eng", "cluster", script), arguments), cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, process.Output);
    }
}
