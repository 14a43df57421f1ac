using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Cluster;
using KeyspacesStreamer.Operator.Queues;

namespace KeyspacesStreamer.Operator.Desired;

/// <summary>An object that a stream should have, complete with owner, labels and the hash of itself.</summary>
/// <param name="Kind">Where it is found.</param>
/// <param name="Key">Its namespace and name.</param>
/// <param name="Document">The object as it is applied.</param>
internal sealed record Child(ResourceKind Kind, ResourceKey Key, JsonObject Document);
