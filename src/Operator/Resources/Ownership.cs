using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Whose an object of the cluster is: names that somebody else has taken are left alone.</summary>
internal static class Ownership
{
    /// <summary>Whether the stream, this very one and not an earlier one of its name, controls the object.</summary>
    public static bool IsControlledBy(V1ObjectMeta live, KeyspacesCdcStream stream) =>
        ControllerOf(live) is { Uid: { Length: > 0 } uid } && uid == stream.Metadata.Uid;

    /// <summary>
    /// Whether the object was made for a stream of this name and has lost its owner: it still bears the operator's labels, and nobody controls it, or an
    /// earlier stream of this name does, which the garbage collector has not followed up. Whether this stream is the present one must be asked of the server.
    /// </summary>
    public static bool IsOrphanOf(V1ObjectMeta live, KeyspacesCdcStream stream) =>
        live.DeletionTimestamp is null
        && StreamLabels.IsManaged(live.Labels)
        && StreamLabels.StreamOf(live.Labels) == stream.Metadata.Name
        && (ControllerOf(live) is not { } owner || IsAnotherOfTheName(owner, stream));

    /// <summary>Who controls an object, for a message.</summary>
    public static string TextOf(V1ObjectMeta live) =>
        ControllerOf(live) is { } owner ? $"{owner.Kind} {owner.Name} (uid {owner.Uid})" : "nobody";

    private static bool IsAnotherOfTheName(V1OwnerReference owner, KeyspacesCdcStream stream) =>
        owner.Kind == StreamApi.Kind
        && owner.ApiVersion.StartsWith($"{StreamApi.Group}/", StringComparison.Ordinal)
        && owner.Name == stream.Metadata.Name
        && owner.Uid != stream.Metadata.Uid;

    private static V1OwnerReference? ControllerOf(V1ObjectMeta live) => live.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);
}
