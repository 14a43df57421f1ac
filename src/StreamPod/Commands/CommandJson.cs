using System.Text.Json.Serialization;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Rebuilding;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>Source-generated JSON of what the commands print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<SettingsProblem>))]
[JsonSerializable(typeof(LeaseListing))]
[JsonSerializable(typeof(VerificationReport))]
[JsonSerializable(typeof(RebuildPlan))]
internal sealed partial class CommandJson : JsonSerializerContext;
