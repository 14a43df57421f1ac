using System.Text.Json.Serialization;
using KeyspacesStreamer.Hosting;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>Source-generated JSON of the status answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class StatusJson : JsonSerializerContext;
