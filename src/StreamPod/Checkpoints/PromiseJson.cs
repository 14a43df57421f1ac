using System.Text.Json.Serialization;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>Source-generated JSON of <see cref="GroupPromise"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(GroupPromise))]
internal sealed partial class PromiseJson : JsonSerializerContext;
