using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Hosting;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>What the status server answers for each path.</summary>
internal sealed class StatusPages(IPodStatus status, PodMetrics metrics)
{
    public async Task<StatusAnswer> AnswerAsync(StatusRequest request, CancellationToken cancellationToken)
    {
        if (request.Method is not ("GET" or "HEAD"))
        {
            return StatusAnswer.Say(405, "Only GET and HEAD are answered.");
        }

        return request.Path switch
        {
            Ports.MetricsPath => await MetricsPageAsync(cancellationToken),
            Ports.HealthPath => PageOf(status.Health()),
            Ports.ReadinessPath => PageOf(status.Readiness()),
            Ports.StatusPath => new StatusAnswer(200, StatusAnswer.Json, JsonSerializer.SerializeToUtf8Bytes(status.Status(), StatusJson.Default.StatusDocument)),
            _ => StatusAnswer.Say(404, $"Answered are {Ports.MetricsPath}, {Ports.HealthPath}, {Ports.ReadinessPath} and {Ports.StatusPath}."),
        };
    }

    private static StatusAnswer PageOf(HealthReport report) =>
        new(report.IsOk ? 200 : 503, StatusAnswer.Json, JsonSerializer.SerializeToUtf8Bytes(report, StatusJson.Default.HealthReport));

    private async Task<StatusAnswer> MetricsPageAsync(CancellationToken cancellationToken)
    {
        using var page = new MemoryStream();
        await metrics.WriteAsync(page, cancellationToken);
        return new StatusAnswer(200, StatusAnswer.PrometheusText, page.ToArray());
    }
}
