using System.Collections.Concurrent;
using System.Diagnostics;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;

namespace KeyspacesStreamer.Integration.Tests.Faults;

/// <summary>The service behind a proxy. Two PUTs of one key never overlap, so that a conditional PUT is as atomic as S3 promises it to be.</summary>
internal sealed class Backend(Uri endpoint) : IDisposable
{
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Content-Length", "Transfer-Encoding", "Expect" };
    private readonly HttpClient _http = LoopbackHttp.Client();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PutEntry> _puts = new();
    private int _repeatedPuts;

    /// <summary>The objects of shards that were created, in the order in which that was known.</summary>
    public IReadOnlyCollection<PutEntry> Puts => _puts;

    /// <summary>PUTs of objects that the same shard had written before.</summary>
    public int RepeatedPuts => _repeatedPuts;

    /// <summary>Lets the service do the request, whatever becomes of the one who asked.</summary>
    public async Task<ForwardedAnswer> DoAsync(ReceivedRequest request)
    {
        if (request.Method != "PUT")
        {
            return await SendAsync(request);
        }

        var key = _keys.GetOrAdd(request.Target, _ => new SemaphoreSlim(1));
        await key.WaitAsync(CancellationToken.None);
        try
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await SendAsync(request);
            if (answer.Status == 200 && request.Header("x-amz-meta-shard-id") is { } shardId)
            {
                _puts.Enqueue(new PutEntry(request.Target, shardId, began, Stopwatch.GetTimestamp()));
            }

            if (answer.Status == 412 && _puts.Any(put => put.Key == request.Target && put.ShardId == request.Header("x-amz-meta-shard-id")))
            {
                Interlocked.Increment(ref _repeatedPuts);
            }

            return answer;
        }
        finally
        {
            key.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private async Task<ForwardedAnswer> SendAsync(ReceivedRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(endpoint.GetLeftPart(UriPartial.Authority) + request.Target));
        if (request.Body.Length > 0 || request.Method is "PUT" or "POST")
        {
            message.Content = new ByteArrayContent(request.Body);
        }

        foreach (var (name, values) in request.Headers.Where(header => !NotForwarded.Contains(header.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, values))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, values);
            }
        }

        using var response = await _http.SendAsync(message, CancellationToken.None);
        return await ForwardedAnswer.OfAsync(response, CancellationToken.None);
    }
}
