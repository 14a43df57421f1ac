using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>An object that a stream should have, complete with owner, labels and the hash of itself.</summary>
/// <param name="Owned">What kind it is.</param>
/// <param name="Key">Its namespace and name.</param>
/// <param name="Document">The object as it is applied.</param>
internal sealed record OwnedResource(OwnedKind Owned, NamespacedName Key, JsonObject Document)
{
    /// <summary>Where the API server keeps it.</summary>
    public ResourceKind Kind => Owned.Kind;
}
