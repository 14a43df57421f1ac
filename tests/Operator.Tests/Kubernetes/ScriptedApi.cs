using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

/// <summary>Answers requests of a Kubernetes client from a list, and remembers what was asked.</summary>
internal sealed class ScriptedApi : DelegatingHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public List<string> Requests { get; } = [];

    public List<SentRequest> Sent { get; } = [];

    public ScriptedApi Then(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        Then(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    public ScriptedApi Then(HttpStatusCode status, string reason, string message, TimeSpan? retryAfter = null)
    {
        var said = new JsonObject { ["kind"] = "Status", ["code"] = (int)status, ["reason"] = reason, ["message"] = message };
        var answer = new HttpResponseMessage(status) { Content = new StringContent(said.ToJsonString(), Encoding.UTF8, "application/json") };
        answer.Headers.RetryAfter = retryAfter is { } pause ? new RetryConditionHeaderValue(pause) : null;
        return Then(answer);
    }

    /// <summary>An object by that name is not there.</summary>
    public ScriptedApi ThenMissing(string name) => Then(
        new JsonObject { ["kind"] = "Status", ["code"] = 404, ["reason"] = "NotFound", ["message"] = $"\"{name}\" not found", ["details"] = new JsonObject { ["name"] = name } }.ToJsonString(), HttpStatusCode.NotFound);

    public ScriptedApi ThenFail(Exception problem)
    {
        _answers.Enqueue(_ => Task.FromException<HttpResponseMessage>(problem));
        return this;
    }

    /// <summary>No answer ever comes.</summary>
    public ScriptedApi ThenHang()
    {
        _answers.Enqueue(async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException("Nothing ends an endless wait but its token.");
        });
        return this;
    }

    /// <summary>The answer begins, and its body never ends.</summary>
    public ScriptedApi ThenHangAfter(string beginning)
    {
        return Then(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new HangingStream(Encoding.UTF8.GetBytes(beginning))) });
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.RequestUri!.PathAndQuery); // a client gives one
        var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        Sent.Add(new SentRequest($"{request.Method} {request.RequestUri.PathAndQuery}", request.Content?.Headers.ContentType?.ToString(), body));
        var answer = await _answers.Dequeue()(cancellationToken);
        answer.RequestMessage = request;
        return answer;
    }

    private ScriptedApi Then(HttpResponseMessage answer)
    {
        _answers.Enqueue(_ => Task.FromResult(answer));
        return this;
    }
}
