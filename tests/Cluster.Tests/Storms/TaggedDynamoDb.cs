using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Cluster.Tests.Storms;

/// <summary>The local DynamoDB behind a door that remembers the tags a table was created with, which the service lists and the local one does not.</summary>
internal sealed class TaggedDynamoDb : IAsyncDisposable
{
    private const string Target = "X-Amz-Target";
    private static readonly string[] Passed = ["Authorization", Target, "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-SHA256"];

    private readonly ConcurrentDictionary<string, JsonNode> _tags = new();
    private readonly HttpListener _listener = new();
    private readonly HttpClient _inner;
    private readonly Task _serving;

    public TaggedDynamoDb(Uri inner)
    {
        _inner = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = inner };
        Endpoint = new Uri($"http://127.0.0.1:{StubPorts.FreePort()}/");
        _listener.Prefixes.Add(Endpoint.ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _inner.Dispose();
    }

    private async Task ServeAsync()
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                answering.RemoveAll(task => task.IsCompleted);
                answering.Add(AnswerAsync(context));
            }
        }
        finally
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var (status, answer) = await AskAsync(context.Request, body.ToArray());
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/x-amz-json-1.0";
            await context.Response.OutputStream.WriteAsync(answer);
            context.Response.Close();
        }
        catch (Exception problem) when (problem is HttpListenerException or HttpRequestException or IOException or ObjectDisposedException)
        {
            // An operator that was killed waits for no answer.
            context.Response.Abort();
        }
    }

    private async Task<(int Status, byte[] Answer)> AskAsync(HttpListenerRequest request, byte[] body)
    {
        var operation = request.Headers[Target]?.Split('.')[^1];
        var document = JsonNode.Parse(body);
        if (operation == "ListTagsOfResource" && _tags.TryGetValue(((string?)document?["ResourceArn"] ?? "").Split('/')[^1], out var tags))
        {
            return (200, System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["Tags"] = tags.DeepClone() }.ToJsonString()));
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(request.ContentType ?? "application/x-amz-json-1.0") } } };
        foreach (var header in Passed.Where(header => request.Headers[header] is not null))
        {
            message.Headers.TryAddWithoutValidation(header, request.Headers[header]);
        }

        using var answer = await _inner.SendAsync(message);
        if (operation == "CreateTable" && answer.IsSuccessStatusCode && document?["Tags"] is { } given)
        {
            _tags[(string?)document["TableName"] ?? ""] = given;
        }

        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }
}
