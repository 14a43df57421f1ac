using k8s;
using k8s.Models;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators.Nodes;

/// <summary>Where the process of a pod runs: its volumes as folders, its environment and arguments, its last words.</summary>
internal sealed class PodSandbox(Kubernetes client, V1Pod pod, string folder, string? namesFile)
{
    private readonly V1Container _container = pod.Spec.Containers[0];

    private string WordsFile => Path.Combine(folder, "termination-message");

    /// <summary>Fills the volumes again, as a kubelet keeps them up to date, and starts the process.</summary>
    public async Task<PodProcess> StartAsync(int starts, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        File.Delete(WordsFile);
        foreach (var mount in _container.VolumeMounts)
        {
            await FillAsync(mount, cancellationToken);
        }

        var (arguments, log) = (_container.Args.Select(Placed), Path.Combine(folder, $"{starts:00}.log"));
        return namesFile is null
            ? await PodProcess.StartAsync(arguments, pod.Metadata.Name, Environment(), log, cancellationToken)
            : await PodProcess.StartWithoutKeysAsync(arguments, pod.Metadata.Name, Environment(), log, namesFile, cancellationToken);
    }

    /// <summary>What the process left as the reason of its end; empty when it left none.</summary>
    public string LastWords() => File.Exists(WordsFile) ? File.ReadAllText(WordsFile) : "";

    private async Task FillAsync(V1VolumeMount mount, CancellationToken cancellationToken)
    {
        var target = FolderOf(mount);
        Directory.CreateDirectory(target);
        var volume = pod.Spec.Volumes.Single(volume => volume.Name == mount.Name);
        if (volume.ConfigMap is { } source)
        {
            var files = await client.CoreV1.ReadNamespacedConfigMapAsync(source.Name, pod.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
            foreach (var (name, text) in files.Data)
            {
                await File.WriteAllTextAsync(Path.Combine(target, name), text, cancellationToken);
            }
        }

        foreach (var token in (volume.Projected?.Sources ?? []).Select(part => part.ServiceAccountToken).OfType<V1ServiceAccountTokenProjection>())
        {
            await File.WriteAllTextAsync(Path.Combine(target, token.Path), await TokenAsync(token, cancellationToken), cancellationToken);
        }
    }

    private async Task<string> TokenAsync(V1ServiceAccountTokenProjection wanted, CancellationToken cancellationToken)
    {
        var request = new Authenticationv1TokenRequest
        {
            Spec = new V1TokenRequestSpec
            {
                Audiences = [wanted.Audience],
                ExpirationSeconds = wanted.ExpirationSeconds,
                BoundObjectRef = new V1BoundObjectReference { ApiVersion = "v1", Kind = "Pod", Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
            },
        };
        var made = await client.CoreV1.CreateNamespacedServiceAccountTokenAsync(request, pod.Spec.ServiceAccountName, pod.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        return made.Status.Token;
    }

    private Dictionary<string, string> Environment()
    {
        var variables = _container.Env.ToDictionary(
            variable => variable.Name,
            variable => Placed(variable.ValueFrom?.FieldRef?.FieldPath == "metadata.name" ? pod.Metadata.Name : variable.Value ?? ""),
            StringComparer.Ordinal);
        variables["TERMINATION_MESSAGE_PATH"] = WordsFile;
        return variables;
    }

    /// <summary>A path below a mount, as it is here; any other text as it is.</summary>
    private string Placed(string text) =>
        _container.VolumeMounts.FirstOrDefault(mount => text == mount.MountPath || text.StartsWith(mount.MountPath + "/", StringComparison.Ordinal)) is { } mount
            ? FolderOf(mount) + text[mount.MountPath.Length..]
            : text;

    private string FolderOf(V1VolumeMount mount) => Path.Combine(folder, mount.Name);
}
