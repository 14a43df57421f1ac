using System.Text;
using KeyspacesStreamer.Operator.Observability;

namespace KeyspacesStreamer.Operator.Tests.Observability;

/// <summary>Requests to the API server are counted by answer and method.</summary>
public sealed class RequestCounterTests
{
    [Fact]
    public async Task Asked_AnsweredOrNot_IsCounted()
    {
        var metrics = new OperatorMetrics("1.2.3", "the-lease", workers: 1);
        var counter = new RequestCounter(metrics);

        counter.RequestCompleted("PATCH", "/api/v1/namespaces", 409);
        counter.RequestCompleted("GET", "/api/v1/namespaces", null);

        using var page = new MemoryStream();
        await metrics.WriteAsync(page, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(page.ToArray());
        Assert.Contains("rest_client_requests_total{code=\"409\",method=\"PATCH\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("rest_client_requests_total{code=\"error\",method=\"GET\"} 1", text, StringComparison.Ordinal);
    }
}
