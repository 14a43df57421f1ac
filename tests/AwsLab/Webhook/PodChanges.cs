using System.Text.Json.Nodes;

namespace KeyspacesStreamer.AwsLab.Webhook;

/// <summary>The changes to a pod as a JSON patch: https://www.rfc-editor.org/rfc/rfc6902</summary>
internal static class PodChanges
{
    /// <param name="pod">The pod.</param>
    /// <param name="credentials">What it gets.</param>
    public static JsonArray Of(JsonObject pod, PodCredentials credentials)
    {
        var spec = pod["spec"] as JsonObject ?? [];
        var volumes = ListOf(spec, "volumes");
        if (volumes.Any(volume => TextOf(volume, "name") == credentials.Volume))
        {
            return [];
        }

        volumes.Add(VolumeOf(credentials));
        var patch = new JsonArray(Add("/spec/volumes", volumes));
        foreach (var kind in new[] { "initContainers", "containers" })
        {
            var containers = spec[kind] as JsonArray ?? [];
            for (var index = 0; index < containers.Count; index++)
            {
                if (containers[index] is JsonObject container && !credentials.Skipped.Contains(TextOf(container, "name")))
                {
                    AddTo(patch, $"/spec/{kind}/{index}", container, credentials);
                }
            }
        }

        return patch;
    }

    private static void AddTo(JsonArray patch, string path, JsonObject container, PodCredentials credentials)
    {
        var variables = ListOf(container, "env");
        foreach (var (name, value) in credentials.Variables.Where(variable => !variables.Any(own => TextOf(own, "name") == variable.Name)).ToList())
        {
            variables.Add(new JsonObject { ["name"] = name, ["value"] = value });
        }

        var mounts = ListOf(container, "volumeMounts");
        mounts.Add(new JsonObject { ["name"] = credentials.Volume, ["mountPath"] = credentials.MountPath, ["readOnly"] = true });
        patch.Add(Add($"{path}/env", variables));
        patch.Add(Add($"{path}/volumeMounts", mounts));
    }

    private static JsonObject VolumeOf(PodCredentials credentials) => new()
    {
        ["name"] = credentials.Volume,
        ["projected"] = new JsonObject
        {
            ["defaultMode"] = 420,
            ["sources"] = new JsonArray(new JsonObject
            {
                ["serviceAccountToken"] = new JsonObject
                {
                    ["audience"] = credentials.Audience, ["expirationSeconds"] = credentials.Seconds, ["path"] = credentials.TokenFile,
                },
            }),
        },
    };

    private static JsonObject Add(string path, JsonNode value) => new() { ["op"] = "add", ["path"] = path, ["value"] = value };

    private static JsonArray ListOf(JsonObject owner, string name) => owner[name]?.DeepClone() as JsonArray ?? [];

    private static string? TextOf(JsonNode? item, string name) => (string?)item?[name];
}
