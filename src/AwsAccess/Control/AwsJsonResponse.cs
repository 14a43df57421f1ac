using System.Text.Json;
using Amazon.Runtime;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>The output of an operation.</summary>
public sealed class AwsJsonResponse : AmazonWebServiceResponse
{
    /// <summary>All of it.</summary>
    public JsonElement Output { get; init; }

    /// <summary>A member's text; null when it is not there.</summary>
    public static string? TextOf(JsonElement shape, string member) =>
        shape.ValueKind == JsonValueKind.Object && shape.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A member that is a shape or a list; an undefined element when it is not there.</summary>
    public static JsonElement PartOf(JsonElement shape, string member) =>
        shape.ValueKind == JsonValueKind.Object && shape.TryGetProperty(member, out var value) ? value : default;
}
