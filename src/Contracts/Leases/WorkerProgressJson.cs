using System.Text.Json;
using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Contracts.Leases;

/// <summary>A pod's progress figures as the text in its worker item.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkerProgress))]
public sealed partial class WorkerProgressJson : JsonSerializerContext
{
    /// <summary>The text that is written.</summary>
    public static string Write(WorkerProgress progress) => JsonSerializer.Serialize(progress, Default.WorkerProgress);

    /// <summary>The figures in a text; members that this version does not know are passed over.</summary>
    /// <returns>Null when the text holds no figures that can be read: another version may write them otherwise.</returns>
    public static WorkerProgress? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.WorkerProgress);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
