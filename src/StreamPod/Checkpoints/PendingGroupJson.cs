using System.Text.Json.Serialization;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>Source-generated JSON of <see cref="PendingGroup"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PendingGroup))]
internal sealed partial class PendingGroupJson : JsonSerializerContext;
