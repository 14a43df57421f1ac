using System.Globalization;
using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>Counts what is asked of the API server, by answer and method.</summary>
internal sealed class RequestCounter(OperatorMetrics metrics) : IRequestObserver
{
    private const string NoAnswer = "error";

    public void RequestCompleted(string method, string path, int? status) =>
        metrics.ApiAnswered(status?.ToString(CultureInfo.InvariantCulture) ?? NoAnswer, method);
}
