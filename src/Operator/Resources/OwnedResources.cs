using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>The objects that a stream should have, in the order in which they are applied.</summary>
internal static class OwnedResources
{
    public static IReadOnlyList<OwnedResource> Of(DesiredStream desired) =>
        [.. OwnedKinds.Of(desired.DisruptionBudgetVersion).Select(kind => (Kind: kind, Wanted: kind.Build(desired))).Where(pair => pair.Wanted is not null).Select(pair => Seal(pair.Kind, pair.Wanted!))]; // just checked

    private static OwnedResource Seal(OwnedKind kind, IKubernetesObject<V1ObjectMeta> wanted)
    {
        var document = JsonNode.Parse(KubernetesJson.Serialize(wanted))!.AsObject(); // an object is never null
        DesiredHash.WriteInto(document);
        return new OwnedResource(kind, new NamespacedName(wanted.Metadata.NamespaceProperty, wanted.Metadata.Name), document);
    }
}
