using k8s.Models;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Builds the ConfigMap that holds the settings document of the pods.</summary>
internal static class ConfigMapBuilder
{
    /// <summary>Key of the document, and its file name in the pod.</summary>
    public const string FileName = "settings.json";

    public static V1ConfigMap Build(DesiredStream desired) => new()
    {
        ApiVersion = V1ConfigMap.KubeApiVersion,
        Kind = V1ConfigMap.KubeKind,
        Metadata = OwnedResourceMetadata.Of(desired.Stream, OwnedResourceNames.Settings(desired.Stream.Metadata.Name)),
        Data = new Dictionary<string, string> { [FileName] = SettingsDocument.WriteIndented(desired.Settings) },
    };
}
