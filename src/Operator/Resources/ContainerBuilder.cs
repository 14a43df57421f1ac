using k8s.Models;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Builds the one container of a stream's pod, and the volumes that it mounts.</summary>
internal static class ContainerBuilder
{
    private const string Name = "streampod";
    private const string SettingsVolume = "settings";
    private const string SettingsFolder = "/etc/keyspaces-streamer";
    private const string TemporaryVolume = "tmp";

    public static V1Container Build(DesiredStream desired)
    {
        var resources = ResourcesOf(desired);
        return new V1Container
        {
            Name = Name,
            Image = desired.Image,
            Args = ["run", "--settings", $"{SettingsFolder}/{ConfigMapBuilder.FileName}"],
            Env = PodEnvironment.Of(desired),
            Ports = [new V1ContainerPort { Name = Ports.StatusName, ContainerPort = Ports.Status, Protocol = "TCP" }],
            // Guaranteed: Fargate wants requests and limits to be equal.
            Resources = new V1ResourceRequirements { Requests = resources, Limits = resources },
            // A pod answers within a second of its start; what waits for it in a rollout should not wait longer.
            StartupProbe = Probe(Ports.HealthPath, periodSeconds: 1, failureThreshold: 300),
            LivenessProbe = Probe(Ports.HealthPath, periodSeconds: 20, failureThreshold: 3),
            ReadinessProbe = Probe(Ports.ReadinessPath, periodSeconds: 5, failureThreshold: 3),
            // The pod writes why it cannot go on; where it had no time to, the end of its log says more than nothing.
            TerminationMessagePolicy = "FallbackToLogsOnError",
            SecurityContext = new V1SecurityContext
            {
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new V1Capabilities { Drop = ["ALL"] },
            },
            VolumeMounts =
            [
                new V1VolumeMount { Name = SettingsVolume, MountPath = SettingsFolder, ReadOnlyProperty = true },
                new V1VolumeMount { Name = TemporaryVolume, MountPath = PodEnvironment.TemporaryFolder },
                .. TrustVolume.Mounts(desired.Stream.Spec.Pod.TrustedCertificates),
            ],
        };
    }

    public static IList<V1Volume> Volumes(DesiredStream desired) =>
    [
        new V1Volume { Name = SettingsVolume, ConfigMap = new V1ConfigMapVolumeSource { Name = OwnedResourceNames.Settings(desired.Stream.Metadata.Name) } },
        new V1Volume { Name = TemporaryVolume, EmptyDir = new V1EmptyDirVolumeSource { SizeLimit = new ResourceQuantity("64Mi") } },
        .. TrustVolume.Volumes(desired.Stream.Spec.Pod.TrustedCertificates),
    ];

    private static Dictionary<string, ResourceQuantity> ResourcesOf(DesiredStream desired)
    {
        var size = desired.Stream.Spec.Pod.Resources.ParseSize();
        return new Dictionary<string, ResourceQuantity> { ["cpu"] = new(size.CpuRequest), ["memory"] = new(size.MemoryRequest) };
    }

    // Over HTTP alone: the image has no shell.
    private static V1Probe Probe(string path, int periodSeconds, int failureThreshold) => new()
    {
        HttpGet = new V1HTTPGetAction { Path = path, Port = Ports.StatusName },
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = 5,
        FailureThreshold = failureThreshold,
    };
}
