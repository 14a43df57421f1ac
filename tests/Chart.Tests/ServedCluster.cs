using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Cluster;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests;

/// <summary>A real API server that knows the resource and the namespaces of the value files.</summary>
public sealed class ServedCluster : IAsyncLifetime
{
    private static readonly string[] NoAnswers = ["unable to handle the request", "couldn't get current server API group list", "no matches for kind", "memcache.go"];

    private ClusterProcess? _cluster;

    private string Folder => Path.GetDirectoryName(_cluster?.Kubeconfig) ?? throw new InvalidOperationException("The cluster was not started.");

    public async ValueTask InitializeAsync()
    {
        _cluster = await ClusterProcess.StartAsync(ClusterParts.ApiServer, TestContext.Current.CancellationToken);
        await RequireAsync("apply", "--server-side", "-f", RepositoryRoot.PathOf("charts", "keyspaces-streamer", "crds.yaml"));
        await RequireAsync("wait", "--for=condition=Established", Phase.KubectlTimeout, "crd/keyspacescdcstreams.keyspaces-streamer.dev");
        foreach (var space in new[] { Renderer.Namespace, "keyspaces-streams", "analytics" })
        {
            await RequireAsync("create", "namespace", space);
        }
    }

    /// <summary>What the server would say if the documents were applied; it checks everything and keeps nothing.</summary>
    internal async Task<ScriptAnswer> JudgeAsync(IEnumerable<Manifest> documents) =>
        await KubectlAsync(["apply", "--server-side", "--dry-run=server", "-o", "name", "-f", "-"], string.Join("\n---\n", documents.Select(document => document.Text)));

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    private async Task RequireAsync(params string[] arguments)
    {
        var answer = await KubectlAsync(arguments, null);
        Assert.True(answer.Code == 0, $"kubectl {string.Join(' ', arguments)} ended with code {answer.Code}: {answer.Error}");
    }

    private async Task<ScriptAnswer> KubectlAsync(IReadOnlyList<string> arguments, string? input)
    {
        var answer = new ScriptAnswer(0, "", "");
        await Phase.UntilAsync(
            $"kubectl {string.Join(' ', arguments)}",
            async () =>
            {
                answer = await Script.RunAsync("eng/cluster/kubectl.sh", [Folder, .. arguments], input);
                // The server lists a new group as unavailable now and then in its first minute: that is no answer about the documents.
                return answer.Code != 0 && NoAnswers.Any(text => answer.Error.Contains(text, StringComparison.Ordinal)) ? answer.Error : null;
            },
            TestContext.Current.CancellationToken);
        return answer;
    }
}
