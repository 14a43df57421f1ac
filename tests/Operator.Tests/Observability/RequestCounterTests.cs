using System.Net;
using System.Text;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Tests.Cluster;

namespace KeyspacesStreamer.Operator.Tests.Observability;

public sealed class RequestCounterTests
{
    [Fact]
    public async Task Send_AnsweredOrNot_IsCounted()
    {
        var metrics = new OperatorMetrics("1.2.3", "the-lease", workers: 1);
        using var api = new ScriptedApi().Then("{}", HttpStatusCode.Conflict);
        using var counter = new RequestCounter(metrics) { InnerHandler = api };
        using var client = new HttpMessageInvoker(counter);
        using var asked = new HttpRequestMessage(HttpMethod.Patch, new Uri("http://server/api"));
        using var unanswered = new HttpRequestMessage(HttpMethod.Get, new Uri("http://server/api"));

        using var answer = await client.SendAsync(asked, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(unanswered, TestContext.Current.CancellationToken));

        using var page = new MemoryStream();
        await metrics.WriteAsync(page, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(page.ToArray());
        Assert.Contains("rest_client_requests_total{code=\"409\",method=\"PATCH\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("rest_client_requests_total{code=\"error\",method=\"GET\"} 1", text, StringComparison.Ordinal);
    }
}
