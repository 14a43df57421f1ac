using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Testing.Servers;
using k8s;

namespace KeyspacesStreamer.Cluster.Tests.Storms;

/// <summary>Compares the cluster after a storm with what all streams want, built again.</summary>
/// <param name="api">The cluster.</param>
/// <param name="guard">The checkpoint tables.</param>
/// <param name="streams">All streams that came and went.</param>
/// <param name="image">Image of the pods.</param>
/// <param name="budgets">Version of disruption budgets.</param>
internal sealed class StormJudge(StormApi api, TableGuard guard, IReadOnlyList<StormStream> streams, string image, string? budgets)
{
    private const int Shown = 5;

    /// <returns>Null when everything is as it should be.</returns>
    public async Task<string?> WhatIsMissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = (await api.ListAsync(ResourceKinds.Streams, "", cancellationToken)).Select(document => KubernetesJson.Deserialize<KeyspacesCdcStream>(document.ToJsonString())).ToList();
            var differences = ResourceDifferences(found).Concat(await ChildDifferencesAsync(found, cancellationToken)).Concat(await TableDifferencesAsync(cancellationToken)).ToList();
            return differences.Count == 0 ? null : $"{differences.Count} differences: {string.Join("; ", differences.Take(Shown))}";
        }
        catch (Exception problem) when (ApiFaults.Find(problem) is { } fault)
        {
            return fault.Message;
        }
    }

    private IEnumerable<string> ResourceDifferences(IReadOnlyList<KeyspacesCdcStream> found)
    {
        var wanted = streams.Where(stream => stream.IsThere).Select(stream => stream.Key.ToString()).ToHashSet(StringComparer.Ordinal);
        var names = found.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return wanted.Except(names).Select(name => $"stream {name} is lost")
            .Concat(found.Where(stream => !wanted.Contains(NameOf(stream))).Select(stream => $"stream {NameOf(stream)} is still there, {(stream.Metadata.DeletionTimestamp is { } since ? $"being deleted since {since:u}" : "and nobody is deleting it")}"))
            .Concat(found.Where(stream => stream.Status?.ObservedGeneration != stream.Metadata.Generation)
                .Select(stream => $"stream {NameOf(stream)} has generation {stream.Metadata.Generation}, observed {stream.Status?.ObservedGeneration}"));
    }

    private async Task<IReadOnlyList<string>> ChildDifferencesAsync(IReadOnlyList<KeyspacesCdcStream> found, CancellationToken cancellationToken)
    {
        var live = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        ResourceKind[] kinds = [ResourceKinds.Deployments, ResourceKinds.ConfigMaps, ResourceKinds.Services, ResourceKinds.ServiceAccounts, .. budgets is null ? (ResourceKind[])[] : [ResourceKinds.DisruptionBudgets(budgets)]];
        foreach (var kind in kinds)
        {
            foreach (var item in await api.ListAsync(kind, StreamLabels.Managed, cancellationToken))
            {
                live[$"{kind} {item["metadata"]!["namespace"]}/{item["metadata"]!["name"]}"] = item; // every object has them
            }
        }

        var wanted = found.SelectMany(ChildrenOf).ToDictionary(child => $"{child.Kind} {child.Key}", StringComparer.Ordinal);
        return
        [
            .. live.Keys.Except(wanted.Keys).Select(name => $"{name} is left over"),
            .. wanted.Keys.Except(live.Keys).Select(name => $"{name} is not there"),
            .. wanted.Where(pair => live.TryGetValue(pair.Key, out var item) && DriftDetector.FirstDifference(pair.Value.Document, item) is not null)
                .Select(pair => $"{pair.Key} differs at {DriftDetector.FirstDifference(pair.Value.Document, live[pair.Key])}"),
            .. await LeftPodsAsync(found, cancellationToken),
        ];
    }

    private async Task<IEnumerable<string>> LeftPodsAsync(IReadOnlyList<KeyspacesCdcStream> found, CancellationToken cancellationToken)
    {
        var names = found.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var pods = await api.ListAsync(ResourceKinds.Pods, StreamLabels.Managed, cancellationToken);
        return pods.Where(pod => !names.Contains($"{pod["metadata"]!["namespace"]}/{pod["metadata"]!["labels"]![StreamLabels.Stream]}"))
            .Select(pod => $"pod {pod["metadata"]!["namespace"]}/{pod["metadata"]!["name"]} is left over"); // every one was found by its labels
    }

    private IReadOnlyList<OwnedResource> ChildrenOf(KeyspacesCdcStream stream) => stream.Status?.StreamArn is not { } arn ? [] : OwnedResources.Of(new DesiredStream
    {
        Stream = stream,
        Settings = SettingsBuilder.Of(stream, TestServers.Region, arn),
        Image = image,
        Replicas = stream.Spec.Suspend ? 0 : stream.Spec.Replicas,
        DisruptionBudgetVersion = budgets,
    });

    private async Task<IEnumerable<string>> TableDifferencesAsync(CancellationToken cancellationToken)
    {
        var tables = await guard.TablesAsync(cancellationToken);
        var used = guard.Used;
        return streams.Where(stream => stream.IsThere && !tables.Contains(stream.CheckpointTable)).Select(stream => $"table {stream.CheckpointTable} of a living stream is not there")
            .Concat(streams.Where(stream => !stream.IsTableDeleted && used.Contains(stream.CheckpointTable) && !tables.Contains(stream.CheckpointTable)).Select(stream => $"table {stream.CheckpointTable} was to be kept"))
            .Concat(streams.Where(stream => !stream.IsThere && stream.IsTableDeleted && tables.Contains(stream.CheckpointTable)).Select(stream => $"table {stream.CheckpointTable} was to be deleted"));
    }

    private static string NameOf(KeyspacesCdcStream stream) => $"{stream.Metadata.NamespaceProperty}/{stream.Metadata.Name}";
}
