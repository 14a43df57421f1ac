using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Observability.Tests.Alerts;

/// <summary>The alarms of CloudWatch as infrastructure/observability/alarms.json lists them, made of the table.</summary>
internal static class AlarmDocument
{
    private static readonly JsonSerializerOptions Legible = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text => new JsonArray([.. AlertTable.All.Select(AlarmOf).OfType<JsonNode>()]).ToJsonString(Legible) + "\n";

    private static JsonObject? AlarmOf(Alert alert) => alert.CloudWatch is not { } part ? null : new JsonObject
    {
        ["name"] = alert.Name,
        ["description"] = $"The {alert.Scope} {alert.Summary} {alert.Action} Runbook: {alert.Anchor}",
        ["metric"] = alert.Metric,
        ["scope"] = alert.Scope,
        ["statistic"] = part.Statistic,
        ["period"] = part.Period,
        ["evaluationPeriods"] = part.EvaluationPeriods,
        ["datapointsToAlarm"] = part.DatapointsToAlarm,
        ["threshold"] = alert.Threshold,
        ["comparison"] = part.Comparison,
        ["treatMissingData"] = part.TreatMissingData,
    };
}
