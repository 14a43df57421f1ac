using System.Net;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal.Transform;
using KeyspacesStreamer.RawStreams;

namespace Amazon.KeyspacesStreams.Internal;

/// <summary>A response whose body is in memory; gives the memory back unless someone took it over.</summary>
internal sealed class WholeResponse(IWebResponseData head, PooledBody body) : IWebResponseData, IHttpResponseBody
{
    private PooledBody? _body = body;

    public ReadOnlyMemory<byte> Body => Held.Bytes;

    public long ContentLength => head.ContentLength;

    public string ContentType => head.ContentType;

    public HttpStatusCode StatusCode => head.StatusCode;

    public bool IsSuccessStatusCode => head.IsSuccessStatusCode;

    public IHttpResponseBody ResponseBody => this;

    private PooledBody Held => _body ?? throw new ObjectDisposedException(nameof(WholeResponse));

    /// <summary>Hands the body over; from now on the caller gives its memory back.</summary>
    public PooledBody TakeBody()
    {
        var taken = Held;
        _body = null;
        return taken;
    }

    public string[] GetHeaderNames() => head.GetHeaderNames();

    public bool IsHeaderPresent(string headerName) => head.IsHeaderPresent(headerName);

    public string GetHeaderValue(string headerName) => head.GetHeaderValue(headerName);

    public IEventStreamHeader GetEventStreamHeader(string headerName) => head.GetEventStreamHeader(headerName);

    public bool IsEventHeaderPresent(string headerName) => head.IsEventHeaderPresent(headerName);

    public Stream OpenResponse() => Held.OpenRead();

    public Task<Stream> OpenResponseAsync() => Task.FromResult(OpenResponse());

    public void Dispose()
    {
        _body?.Dispose();
        _body = null;
    }
}
