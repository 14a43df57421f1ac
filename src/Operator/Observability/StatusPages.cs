using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>What the status server answers: metrics and the two probes, to GET and HEAD.</summary>
/// <param name="liveness">Whether a restart would not help.</param>
/// <param name="readiness">Whether the cluster was seen.</param>
/// <param name="metrics">All instruments.</param>
/// <param name="logger">Hears of pages that could not be made.</param>
internal sealed class StatusPages(Func<HealthReport> liveness, Func<HealthReport> readiness, OperatorMetrics metrics, ILogger<StatusServer> logger)
{
    private const string Text = "text/plain; charset=utf-8";
    private const string Exposition = "text/plain; version=0.0.4; charset=utf-8";

    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await AnswerToAsync(context);
        }
        catch (Exception problem) when (!context.RequestAborted.IsCancellationRequested)
        {
            logger.StatusPageFailed(context.Request.Path, problem);
            await SayAsync(context, StatusCodes.Status500InternalServerError, "The page could not be made; the log says why.");
        }
    }

    private Task AnswerToAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return SayAsync(context, StatusCodes.Status405MethodNotAllowed, "GET and HEAD only.");
        }

        return context.Request.Path.Value switch
        {
            Ports.MetricsPath => ExposeAsync(context),
            Ports.HealthPath => ReportAsync(context, liveness()),
            Ports.ReadinessPath => ReportAsync(context, readiness()),
            _ => SayAsync(context, StatusCodes.Status404NotFound, $"There are {Ports.MetricsPath}, {Ports.HealthPath} and {Ports.ReadinessPath}."),
        };
    }

    private async Task ExposeAsync(HttpContext context)
    {
        // Made before it is sent, so that a failure can still be told.
        using var page = new MemoryStream();
        await metrics.WriteAsync(page, context.RequestAborted);
        context.Response.ContentType = Exposition;
        await context.Response.Body.WriteAsync(page.GetBuffer().AsMemory(0, (int)page.Length), context.RequestAborted);
    }

    private static Task ReportAsync(HttpContext context, HealthReport report) =>
        SayAsync(context, report.IsOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, report.Reason);

    private static Task SayAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Text;
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }
}
