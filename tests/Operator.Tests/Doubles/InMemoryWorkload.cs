using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Plays the Deployment controller and the kubelet of one stream: nothing moves until it is told to roll.</summary>
internal sealed class InMemoryWorkload(TestWorld world, NamespacedName stream)
{
    private int _made;

    public NamespacedName Key => stream with { Name = OwnedResourceNames.Deployment(stream.Name) };

    public IReadOnlyList<V1Pod> Pods => world.Views.PodsOf(stream);

    /// <summary>Makes the pods what the Deployment asks for, all ready, and tells so in its status.</summary>
    public void Roll()
    {
        var deployment = world.Require<V1Deployment>(Key);
        var wanted = deployment.Spec.Replicas ?? 1;
        var kept = Pods.Where(pod => IsOf(deployment, pod)).Take(wanted).Select(pod => pod.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var pod in Pods.Where(pod => !kept.Contains(pod.Metadata.Name)))
        {
            world.Delete<V1Pod>(KeyOf(pod));
        }

        foreach (var _ in Enumerable.Range(kept.Count, wanted - kept.Count))
        {
            world.Put(NewPod(deployment));
        }

        world.Change<V1Deployment>(Key, live => live.Status = new V1DeploymentStatus
        {
            ObservedGeneration = live.Metadata.Generation, Replicas = wanted, UpdatedReplicas = wanted, ReadyReplicas = wanted, AvailableReplicas = wanted,
        });
    }

    /// <summary>All pods end and are gone, whatever the Deployment asks for.</summary>
    public void Stop()
    {
        foreach (var pod in Pods)
        {
            world.Delete<V1Pod>(KeyOf(pod));
        }
    }

    private static NamespacedName KeyOf(V1Pod pod) => new(pod.Metadata.NamespaceProperty, pod.Metadata.Name);

    private static bool IsOf(V1Deployment deployment, V1Pod pod) =>
        pod.Metadata.Annotations[StreamAnnotations.SettingsHash] == deployment.Spec.Template.Metadata.Annotations[StreamAnnotations.SettingsHash]
        && pod.Spec.Containers[0].Image == deployment.Spec.Template.Spec.Containers[0].Image;

    private V1Pod NewPod(V1Deployment deployment)
    {
        var (template, name) = (deployment.Spec.Template, $"{Key.Name}-{++_made}");
        var container = template.Spec.Containers[0];
        return new V1Pod
        {
            Metadata = new V1ObjectMeta { NamespaceProperty = Key.Namespace, Name = name, Labels = template.Metadata.Labels, Annotations = template.Metadata.Annotations },
            Spec = template.Spec,
            Status = new V1PodStatus
            {
                Phase = "Running",
                Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }],
                ContainerStatuses = [new V1ContainerStatus
                {
                    Name = container.Name, Image = container.Image, ImageID = "", Ready = true, RestartCount = 0, State = new V1ContainerState { Running = new V1ContainerStateRunning() },
                }],
            },
        };
    }
}
