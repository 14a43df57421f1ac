using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

/// <summary>A request as it reached the server.</summary>
internal sealed record SentRequest(string Line, string? MediaType, JsonNode? Body);
