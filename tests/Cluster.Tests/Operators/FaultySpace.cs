using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>A namespace of streams whose services are stubs; it takes them along when it goes, so that no later operator asks stubs that are gone.</summary>
internal sealed class FaultySpace : IAsyncDisposable
{
    private readonly OperatorStand _stand;
    private readonly List<FaultyStream> _streams = [];

    private FaultySpace(OperatorStand stand, string name) => (_stand, Name) = (stand, name);

    public string Name { get; }

    public IReadOnlyList<FaultyStream> Streams => _streams;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<FaultySpace> MakeAsync(OperatorStand stand, string name) => new(stand, await stand.SpaceAsync(name));

    public FaultyStream Add(string name) => Add(new FaultyStream(name));

    public FaultyStream Add(FaultyStream stream)
    {
        _streams.Add(stream);
        return stream;
    }

    public Task ApplyAsync() => _stand.ApplyAsync(Name, string.Join("\n---\n", _streams.Select(stream => stream.Manifest)));

    public Task<ConditionTable> UntilAsync(params (string Stream, string Type, string Reason)[] expected) => ConditionTable.UntilAsync(_stand, Name, expected);

    public Task UntilDeployedAsync(int count) => Phase.UntilAsync(
        $"{count} streams have their Deployment",
        async () => await _stand.Reader.ListAsync(ResourceKinds.Deployments, Name, Token) is var made && made.Count >= count
            ? null
            : $"{string.Join(' ', made.Select(item => item["metadata"]?["name"]))}; {string.Join('\n', (await _stand.Reader.ListAsync(ResourceKinds.Streams, Name, Token)).Select(item => item["status"]?.ToJsonString()))}",
        Token);

    public async ValueTask DisposeAsync()
    {
        await _stand.Kubernetes.KubectlAsync("delete", "kcs", "--all", "-n", Name, "--wait=false");
        var left = await _stand.Kubernetes.KubectlAsync("get", "kcs", "-n", Name, "-o", "name");
        foreach (var stream in left.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains('/', StringComparison.Ordinal)))
        {
            await _stand.Kubernetes.KubectlAsync("patch", "-n", Name, stream, "--type=merge", "-p", """{"metadata":{"finalizers":[]}}""");
        }

        foreach (var stream in _streams)
        {
            await stream.DisposeAsync();
        }
    }
}
