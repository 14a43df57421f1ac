using System.Diagnostics;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Cluster;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>A real API server that knows the resource, and kubectl for it.</summary>
public sealed class DefinedCluster : IAsyncLifetime
{
    private static readonly string[] NoAnswers = ["unable to handle the request", "couldn't get current server API group list", "no matches for kind", "memcache.go", "conditions accessor error"];

    private readonly ClusterParts _parts;
    private readonly bool _isAudited;
    private readonly string _admission;
    private readonly bool _isOfAws;
    private ClusterProcess? _cluster;

    public DefinedCluster()
        : this(ClusterParts.ApiServer)
    {
    }

    internal DefinedCluster(ClusterParts parts, bool isAudited = false, string admission = "", bool isOfAws = false) =>
        (_parts, _isAudited, _admission, _isOfAws) = (parts, isAudited, admission, isOfAws);

    public ClusterProcess Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    public static string SamplesFolder => RepositoryRoot.PathOf("config", "samples");

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _cluster = await ClusterProcess.StartAsync(_parts, _isAudited, _admission, _isOfAws, token);
        await RequireAsync("apply", "-f", RepositoryRoot.PathOf("config", "crd", "bases", "keyspaces-streamer.dev_keyspacescdcstreams.yaml"));
        await RequireAsync("wait", "--for=condition=Established", Phase.KubectlTimeout, "crd/keyspacescdcstreams.keyspaces-streamer.dev");
    }

    /// <summary>Runs kubectl and fails when it does.</summary>
    public async Task<string> RequireAsync(params string[] arguments)
    {
        var answer = await KubectlAsync(arguments);
        return answer.Code == 0 ? answer.Text : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)} ended with code {answer.Code}: {answer.Text}");
    }

    public Task<KubectlAnswer> KubectlAsync(params string[] arguments) => KubectlAsync(arguments, null);

    /// <param name="arguments">Words after kubectl's name.</param>
    /// <param name="manifest">Standard input.</param>
    public async Task<KubectlAnswer> KubectlAsync(IReadOnlyList<string> arguments, string? manifest)
    {
        var answer = new KubectlAnswer(0, "");
        await Phase.UntilAsync(
            $"kubectl {string.Join(' ', arguments)}",
            async () =>
            {
                answer = await RunAsync(arguments, manifest);
                // The server lists a new group as unavailable now and then in its first minute: that is no answer about the resource.
                return answer.Code != 0 && NoAnswers.Any(text => answer.Text.Contains(text, StringComparison.Ordinal)) ? answer.Text : null;
            },
            TestContext.Current.CancellationToken);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    private async Task<KubectlAnswer> RunAsync(IReadOnlyList<string> arguments, string? manifest)
    {
        var token = TestContext.Current.CancellationToken;
        var command = new ProcessStartInfo(RepositoryRoot.PathOf("eng", "cluster", "kubectl.sh"), [Path.GetDirectoryName(Cluster.Kubeconfig)!, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(command) ?? throw new InvalidOperationException("kubectl did not start.");
        await process.StandardInput.WriteAsync(manifest.AsMemory(), token);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
        await process.WaitForExitAsync(token);
        return new KubectlAnswer(process.ExitCode, await output + await error);
    }
}
