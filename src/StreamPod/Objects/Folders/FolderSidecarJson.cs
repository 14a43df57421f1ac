using System.Text.Json.Serialization;

namespace KeyspacesStreamer.StreamPod.Objects.Folders;

/// <summary>Source-generated JSON of sidecars.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(FolderSidecar))]
internal sealed partial class FolderSidecarJson : JsonSerializerContext;
