using System.Globalization;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>Counts what is asked of the API server, by answer and method.</summary>
internal sealed class RequestCounter(OperatorMetrics metrics) : DelegatingHandler
{
    private const string NoAnswer = "error";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var code = NoAnswer;
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            code = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            return answer;
        }
        finally
        {
            metrics.ApiAnswered(code, request.Method.Method);
        }
    }
}
