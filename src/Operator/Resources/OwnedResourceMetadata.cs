using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Metadata of a stream's objects: where they are, whose they are, and how they are found. Nothing of the stream's own labels and annotations is copied.</summary>
internal static class OwnedResourceMetadata
{
    public static V1ObjectMeta Of(KeyspacesCdcStream stream, string name) => new()
    {
        Name = name,
        NamespaceProperty = stream.Metadata.NamespaceProperty,
        Labels = StreamLabels.Of(stream.Metadata.Name),
        OwnerReferences =
        [
            new V1OwnerReference
            {
                ApiVersion = StreamApi.ApiVersion,
                Kind = StreamApi.Kind,
                Name = stream.Metadata.Name,
                Uid = stream.Metadata.Uid,
                Controller = true,
                BlockOwnerDeletion = true,
            },
        ],
    };
}
