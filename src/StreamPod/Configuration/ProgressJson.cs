using System.Text.Json.Serialization;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>Source-generated JSON of <see cref="ProgressDocument"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProgressDocument))]
internal sealed partial class ProgressJson : JsonSerializerContext;
