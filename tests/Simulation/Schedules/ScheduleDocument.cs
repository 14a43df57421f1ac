using System.Text.Json;
using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>A schedule as JSON, to keep and to replay.</summary>
internal static class ScheduleDocument
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(Schedule schedule) => JsonSerializer.Serialize(schedule, Options);

    /// <exception cref="JsonException">The text is not a schedule.</exception>
    public static Schedule Read(string json) => JsonSerializer.Deserialize<Schedule>(json, Options) ?? throw new JsonException("The document is null.");
}
