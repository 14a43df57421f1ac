using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Fleet;

/// <summary>The streams in the cluster, and the part of their pods' life that the controllers and the nodes of a real one would play.</summary>
internal sealed class FleetCluster(TimeProvider clock, FleetPlan plan, Uri dynamoDb, Uri s3) : IDisposable
{
    private const string Group = "keyspaces-streamer.dev";
    private const string Version = "v1alpha1";
    private const string Plural = "keyspacescdcstreams";

    private readonly Kubernetes _client = new(KubernetesClientConfiguration.BuildConfigFromConfigFile(plan.Kubeconfig));

    public static string NameOf(int number) => $"stream-{number:0000}";

    public Task MakeSpaceAsync(CancellationToken cancellationToken) =>
        _client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = FleetPlan.Namespace } }, cancellationToken: cancellationToken);

    public Task CreateAsync(int number, CancellationToken cancellationToken)
    {
        var name = NameOf(number);
        var stream = new Dictionary<string, object>
        {
            ["apiVersion"] = $"{Group}/{Version}",
            ["kind"] = "KeyspacesCdcStream",
            ["metadata"] = new { name },
            ["spec"] = new
            {
                source = new { keyspace = "fleet", table = $"table_{number}", endpoint = Text(plan.StreamsEndpoint) },
                destination = new { bucket = FleetPlan.Bucket, prefix = $"{name}/", endpoint = Text(s3) },
                checkpoint = new { table = $"{name}-leases", endpoint = Text(dynamoDb) },
            },
        };
        return _client.CustomObjects.CreateNamespacedCustomObjectAsync(stream, Group, Version, FleetPlan.Namespace, Plural, cancellationToken: cancellationToken);
    }

    /// <summary>How many Deployments there are, told without a list of them.</summary>
    public async Task<long> CountDeploymentsAsync(CancellationToken cancellationToken)
    {
        var page = await _client.AppsV1.ListNamespacedDeploymentAsync(FleetPlan.Namespace, limit: 1, cancellationToken: cancellationToken);
        return page.Items.Count + (page.Metadata.RemainingItemCount ?? 0);
    }

    /// <summary>The revision of the store: it stands still while nobody writes anything that is listed.</summary>
    public async Task<IReadOnlySet<string>> VersionsAsync(CancellationToken cancellationToken)
    {
        var streams = await _client.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>(Group, Version, FleetPlan.Namespace, Plural, cancellationToken: cancellationToken);
        var deployments = await _client.AppsV1.ListNamespacedDeploymentAsync(FleetPlan.Namespace, cancellationToken: cancellationToken);
        return deployments.Items.Select(deployment => $"{deployment.Metadata.Name} {deployment.Metadata.ResourceVersion}")
            .Concat((streams["items"]?.AsArray() ?? []).Select(stream => $"{stream?["metadata"]?["name"]} {stream?["metadata"]?["resourceVersion"]}"))
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <returns>ARN of the change stream that the operator found.</returns>
    public async Task<string> ArnOfAsync(int number, CancellationToken cancellationToken)
    {
        var stream = await _client.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(Group, Version, FleetPlan.Namespace, Plural, NameOf(number), cancellationToken);
        return (string?)stream["status"]?["streamArn"] ?? throw new InvalidOperationException($"{NameOf(number)} has no status.streamArn.");
    }

    /// <summary>Makes the pod of a Deployment and says that it is ready.</summary>
    /// <returns>Name of the pod.</returns>
    public async Task<string> RunPodAsync(int number, CancellationToken cancellationToken)
    {
        var deployment = await _client.AppsV1.ReadNamespacedDeploymentAsync($"{NameOf(number)}-stream", FleetPlan.Namespace, cancellationToken: cancellationToken);
        var template = deployment.Spec.Template;
        var pod = $"{deployment.Metadata.Name}-7d4b9c6f5d-x2x4z";
        var made = await _client.CoreV1.CreateNamespacedPodAsync(
            new V1Pod
            {
                Metadata = new V1ObjectMeta { Name = pod, Labels = template.Metadata.Labels, Annotations = template.Metadata.Annotations },
                Spec = Placed(template.Spec),
            },
            FleetPlan.Namespace, cancellationToken: cancellationToken);
        made.Status = Running(template.Spec.Containers[0]);
        await _client.CoreV1.ReplaceNamespacedPodStatusAsync(made, pod, FleetPlan.Namespace, cancellationToken: cancellationToken);
        deployment.Status = new V1DeploymentStatus
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = 1,
            ReadyReplicas = 1,
            UpdatedReplicas = 1,
            AvailableReplicas = 1,
        };
        await _client.AppsV1.ReplaceNamespacedDeploymentStatusAsync(deployment, deployment.Metadata.Name, FleetPlan.Namespace, cancellationToken: cancellationToken);
        return pod;
    }

    public void Dispose() => _client.Dispose();

    private static V1PodSpec Placed(V1PodSpec spec)
    {
        (spec.NodeName, spec.ServiceAccountName, spec.ServiceAccount) = ("fargate-ip-10-0-0-1.ec2.internal", null, null);
        return spec;
    }

    private V1PodStatus Running(V1Container container)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        string[] conditions = ["Initialized", "Ready", "ContainersReady", "PodScheduled"];
        return new V1PodStatus
        {
            Phase = "Running",
            StartTime = now,
            PodIP = "10.0.0.2",
            HostIP = "10.0.0.1",
            QosClass = "Guaranteed",
            Conditions = [.. conditions.Select(type => new V1PodCondition { Type = type, Status = "True", LastTransitionTime = now })],
            ContainerStatuses =
            [
                new V1ContainerStatus
                {
                    Name = container.Name,
                    Image = container.Image,
                    ImageID = $"registry.example/streampod@sha256:{new string('a', 64)}",
                    ContainerID = $"containerd://{new string('b', 64)}",
                    Ready = true,
                    Started = true,
                    RestartCount = 0,
                    State = new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = now } },
                },
            ],
        };
    }

    private static string Text(Uri endpoint) => endpoint.AbsoluteUri.TrimEnd('/');
}
