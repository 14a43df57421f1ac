using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>One request to the API server.</summary>
internal sealed record ApiRequest
{
    public required HttpMethod Method { get; init; }

    /// <summary>Path under the server's root, with the query.</summary>
    public required string Path { get; init; }

    /// <summary>What is being done, on what; messages begin with it.</summary>
    public required string Subject { get; init; }

    public JsonNode? Body { get; init; }

    /// <summary>What <see cref="Body"/> is; it decides how the server takes a PATCH.</summary>
    public string MediaType { get; init; } = MediaTypes.Json;
}
