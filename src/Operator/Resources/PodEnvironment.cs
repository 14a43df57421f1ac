using k8s.Models;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Environment of a stream's pod: the operator's variables, then the user's, each name once; the user's wins.</summary>
internal static class PodEnvironment
{
    public const string TemporaryFolder = "/tmp";

    // By it a pod owns its leases. A name that two pods share would have them take leases from each other for ever.
    private const string PodName = "POD_NAME";

    /// <summary>Tells a pod which columns of its key template the table has. A variable, because a pod of an older version takes no setting that it does not know.</summary>
    public const string KeyColumns = "KEY_COLUMNS";

    public static IList<V1EnvVar> Of(DesiredStream desired)
    {
        var users = (desired.Stream.Spec.Pod.Env ?? []).Where(variable => variable.Name != PodName).Select(Sparse).ToList();
        return [.. Own(desired).Where(own => !users.Exists(user => user.Name == own.Name)), .. users];
    }

    private static IEnumerable<V1EnvVar> Own(DesiredStream desired) =>
    [
        new V1EnvVar { Name = PodName, ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { ApiVersion = "v1", FieldPath = "metadata.name" } } },
        // Fargate has no instance metadata to ask.
        new V1EnvVar { Name = "AWS_REGION", Value = desired.Settings.Source.Region },
        // The root file system is read-only.
        new V1EnvVar { Name = "DOTNET_EnableDiagnostics", Value = "0" },
        new V1EnvVar { Name = "TMPDIR", Value = TemporaryFolder },
        .. TrustVolume.Environment(desired.Stream.Spec.Pod.TrustedCertificates),
        .. desired.KeyColumns.Count == 0 ? Array.Empty<V1EnvVar>() : [new V1EnvVar { Name = KeyColumns, Value = string.Join(',', desired.KeyColumns) }],
    ];

    /// <summary>As the API server stores it: without empty texts.</summary>
    private static V1EnvVar Sparse(V1EnvVar variable) => new() { Name = variable.Name, Value = string.IsNullOrEmpty(variable.Value) ? null : variable.Value, ValueFrom = variable.ValueFrom };
}
