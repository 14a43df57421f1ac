using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Cluster.Tests.Rights;

/// <summary>Listens to what the API server answers, and keeps its words when it forbids something.</summary>
/// <param name="isAwaited">Whether these are the words that are waited for.</param>
internal sealed class Refusals(Func<string, bool> isAwaited) : DelegatingHandler
{
    private readonly ConcurrentQueue<string> _all = new();
    private readonly ConcurrentQueue<string> _paths = new();
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was forbidden, in order.</summary>
    public IReadOnlyList<string> All => [.. _all];

    /// <summary>Everything that was asked for.</summary>
    public IReadOnlyList<string> Paths => [.. _paths];

    /// <summary>Ends when the awaited words have been heard.</summary>
    public Task Heard => _heard.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _paths.Enqueue(request.RequestUri?.AbsolutePath ?? "");
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Forbidden)
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            var words = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))?["message"] ?? "";
            _all.Enqueue(words);
            if (isAwaited(words))
            {
                _heard.TrySetResult();
            }
        }

        return answer;
    }
}
