using System.Net;
using System.Text;

namespace KeyspacesStreamer.Operator.Tests.Cluster;

/// <summary>Answers requests of a Kubernetes client from a list, and remembers what was asked.</summary>
internal sealed class ScriptedApi : DelegatingHandler
{
    private readonly Queue<(HttpStatusCode Status, string Body)> _answers = new();

    public List<string> Requests { get; } = [];

    public ScriptedApi Then(string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers.Enqueue((status, body));
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.RequestUri!.PathAndQuery);
        var (status, body) = _answers.Dequeue();
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request });
    }
}
