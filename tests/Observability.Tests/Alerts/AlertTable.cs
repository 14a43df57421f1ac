using System.Text.Json;
using System.Text.Json.Serialization;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests.Alerts;

/// <summary>The table of alerts; what no member is named after is refused.</summary>
internal static class AlertTable
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static IReadOnlyList<Alert> All { get; } =
        YamlText.Read(Renderer.ChartFile("alerts.yaml")).Deserialize<Alert[]>(Strict) ?? throw new InvalidDataException("alerts.yaml is empty.");

    public static Alert Find(string name) => All.Single(alert => alert.Name == name);

    /// <summary>Seconds of a duration such as 10m.</summary>
    public static int SecondsOf(string duration) => int.Parse(duration[..^1], System.Globalization.CultureInfo.InvariantCulture) * duration[^1] switch
    {
        'm' => 60,
        'h' => 3600,
        _ => throw new InvalidDataException($"{duration} is no duration in minutes or hours."),
    };
}
