using System.Net;
using Amazon.Runtime;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>Takes requests of the SDK where they would go to the network, and answers each with 200.</summary>
internal sealed class RecordingHttp : HttpClientFactory, IDisposable
{
    private readonly Recorder _recorder = new();

    public IReadOnlyList<S3StubRequest> Requests => _recorder.Requests;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(_recorder, disposeHandler: false);

    public void Dispose() => _recorder.Dispose();

    /// <summary>The end of the pipe.</summary>
    private sealed class Recorder : HttpMessageHandler
    {
        public List<S3StubRequest> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
                .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(",", header.Value));
            Requests.Add(new S3StubRequest(request.Method.Method, request.RequestUri!.PathAndQuery, headers, body)); // the SDK always has an address
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent([]) };
        }
    }
}
