using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Rights;

/// <summary>All that can happen to one stream, from its making to its end, so that the operator does everything it ever does in a cluster.</summary>
/// <param name="cluster">Where.</param>
/// <param name="key">The stream's namespace, which is made, and its name.</param>
internal sealed class StreamLife(RightsCluster cluster, NamespacedName key)
{
    public const string Keyspace = "media";
    public const string Table = "media_content";
    public const string Bucket = "keyspaces-data-1a2b3c4d";

    private NamespacedName Settings => key with { Name = $"{key.Name}-settings" };

    private NamespacedName Workload => key with { Name = $"{key.Name}-stream" };

    /// <summary>A second stream, whose Deployment loses its owner.</summary>
    private NamespacedName Other => OtherOf(key);

    private NamespacedName OtherWorkload => key with { Name = $"{Other.Name}-stream" };

    private ResourceKind Budgets => ResourceKinds.DisruptionBudgets(cluster.DisruptionBudgetVersion ?? throw new InvalidOperationException("The server serves no disruption budgets."));

    /// <summary>The streams of a life.</summary>
    public static IReadOnlyList<NamespacedName> StreamsOf(NamespacedName key) => [key, OtherOf(key)];

    /// <summary>Name of a stream's checkpoint table.</summary>
    public static string TableOf(NamespacedName stream) => $"{stream.Namespace}-{stream.Name}-leases";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await cluster.CreateAsync(ResourceKinds.Streams, key.Namespace, Manifest(key, """{"roleArn":"arn:aws:iam::111122223333:role/media-stream"}""", replicas: 2), cancellationToken);
        await UntilThereAsync(ResourceKinds.ServiceAccounts, Workload, true, cancellationToken);
        await UntilThereAsync(Budgets, Workload, true, cancellationToken);

        await cluster.MergeAsync(ResourceKinds.ConfigMaps, Settings, """{"data":{"settings.json":"{}"}}""", cancellationToken);
        await UntilAsync(ResourceKinds.ConfigMaps, Settings, "its data is mended", live => ((string?)live["data"]?["settings.json"])?.Length > 2, cancellationToken);

        await cluster.MergeAsync(ResourceKinds.Streams, key, """{"spec":{"replicas":1,"pod":{"roleArn":null}}}""", cancellationToken);
        await UntilThereAsync(ResourceKinds.ServiceAccounts, Workload, false, cancellationToken);
        await UntilThereAsync(Budgets, Workload, false, cancellationToken);

        await cluster.DeleteAsync(ResourceKinds.Streams, key, cancellationToken);
        await UntilThereAsync(ResourceKinds.Streams, key, false, cancellationToken);
        await Phase.UntilAsync(
            $"the end of {key} is told by an event",
            async () => await cluster.CountAsync(ResourceKinds.Events, key.Namespace, cancellationToken) > 0 ? null : "there are no events",
            cancellationToken);
        await cluster.CreateAsync(ResourceKinds.Streams, key.Namespace, Manifest(Other, "{}"), cancellationToken);
        await UntilThereAsync(ResourceKinds.Deployments, OtherWorkload, true, cancellationToken);
        await cluster.MergeAsync(ResourceKinds.Deployments, OtherWorkload, """{"metadata":{"ownerReferences":null}}""", cancellationToken);
        await UntilAsync(ResourceKinds.Deployments, OtherWorkload, "it is taken back", live => live["metadata"]?["ownerReferences"] is not null, cancellationToken);
    }

    /// <summary>Ends the streams whatever the operator could do.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        foreach (var each in new[] { key, Other })
        {
            if (await cluster.FindAsync(ResourceKinds.Streams, each, cancellationToken) is not null)
            {
                await cluster.DeleteAsync(ResourceKinds.Streams, each, cancellationToken);
            }

            if (await cluster.FindAsync(ResourceKinds.Streams, each, cancellationToken) is not null)
            {
                await cluster.MergeAsync(ResourceKinds.Streams, each, """{"metadata":{"finalizers":null}}""", cancellationToken);
            }
        }
    }

    private static NamespacedName OtherOf(NamespacedName key) => key with { Name = $"{key.Name}-other" };

    private static JsonObject Manifest(NamespacedName stream, string pod, int replicas = 1) => new()
    {
        ["apiVersion"] = StreamApi.ApiVersion,
        ["kind"] = StreamApi.Kind,
        ["metadata"] = new JsonObject { ["name"] = stream.Name },
        ["spec"] = JsonNode.Parse(
            $$"""
            {
              "source": { "keyspace": "{{Keyspace}}", "table": "{{Table}}" },
              "destination": { "bucket": "{{Bucket}}", "prefix": "{{stream.Namespace}}/{{stream.Name}}/" },
              "checkpoint": { "table": "{{TableOf(stream)}}", "deletionPolicy": "Delete" },
              "replicas": {{replicas}},
              "pod": {{pod}}
            }
            """),
    };

    private Task UntilThereAsync(ResourceKind kind, NamespacedName child, bool isThere, CancellationToken cancellationToken) => Phase.UntilAsync(
        $"{kind} {child} {(isThere ? "is there" : "is gone")}",
        async () => (await cluster.FindAsync(kind, child, cancellationToken) is not null) == isThere ? null : await StatusAsync(cancellationToken),
        cancellationToken);

    private Task UntilAsync(ResourceKind kind, NamespacedName child, string phase, Func<JsonObject, bool> isReached, CancellationToken cancellationToken) => Phase.UntilAsync(
        $"{kind} {child}: {phase}",
        async () => await cluster.FindAsync(kind, child, cancellationToken) is { } live && isReached(live) ? null : await StatusAsync(cancellationToken),
        cancellationToken);

    private async Task<string> StatusAsync(CancellationToken cancellationToken) =>
        (await cluster.FindAsync(ResourceKinds.Streams, key, cancellationToken))?["status"]?.ToJsonString() ?? "the stream has no status";
}
