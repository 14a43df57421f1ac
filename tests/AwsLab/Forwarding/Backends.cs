using System.Net;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Refusals;
using KeyspacesStreamer.AwsLab.Services;
using KeyspacesStreamer.AwsLab.Signing;
using Microsoft.Net.Http.Headers;

namespace KeyspacesStreamer.AwsLab.Forwarding;

/// <summary>The servers behind the lab.</summary>
internal sealed class Backends : IDisposable
{
    private const string Chunked = "aws-chunked";
    private const string HashHeader = "x-amz-content-sha256";
    private static readonly string[] OfThisHop =
        [HeaderNames.Connection, HeaderNames.Host, HeaderNames.KeepAlive, HeaderNames.TransferEncoding, HeaderNames.ContentLength, HeaderNames.Expect, HeaderNames.Upgrade];

    private static readonly string[] OfChunks = ["x-amz-decoded-content-length", "x-amz-trailer", HashHeader];

    private readonly HttpClient _client;
    private readonly Dictionary<LabService, string> _addresses;

    public Backends(LabOptions options)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None })
        {
            Timeout = TimeSpan.FromMinutes(5),
        };
        _addresses = new Dictionary<LabService, string>
        {
            [LabService.S3] = Root(options.S3), [LabService.DynamoDb] = Root(options.DynamoDb), [LabService.Streams] = Root(options.Streams), [LabService.Keyspaces] = Root(options.Streams),
        };
    }

    /// <param name="request">The request as it came.</param>
    /// <param name="service">The service asked.</param>
    /// <param name="target">Path and query, encoded.</param>
    /// <param name="body">The body out of its chunks.</param>
    /// <param name="cancellationToken">Ends with the caller.</param>
    /// <exception cref="RefusedException">The server behind does not answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequest request, LabService service, string target, SignedBody body, CancellationToken cancellationToken)
    {
        // A key may hold "..", which a URI would swallow.
        var address = new Uri(_addresses[service] + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), address);
        if (body.Bytes.Length > 0 || request.Method is "PUT" or "POST")
        {
            message.Content = new ByteArrayContent(body.Bytes);
        }

        CopyHeaders(request, body, message);
        try
        {
            return await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new RefusedException(RefusalKind.Unavailable, $"Service is unable to handle request. ({ServiceWords.Of(service)} behind the lab: {problem.Message})");
        }
    }

    /// <returns>The whole answer, which can still be handed on; null when it broke off, and the caller's connection with it.</returns>
    public static async Task<byte[]?> TryReadAsync(HttpResponseMessage answer, HttpContext context)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(context.RequestAborted);
            return await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        }
        catch (Exception problem) when (problem is HttpRequestException or HttpIOException or IOException)
        {
            context.Abort();
            return null;
        }
    }

    /// <summary>Hands an answer on as it comes; one that breaks off, breaks off.</summary>
    public static async Task CopyAsync(HttpResponseMessage answer, HttpContext context, LabService service, string request)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            if (!OfThisHop.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        context.Response.ContentLength = answer.Content.Headers.ContentLength;
        context.Response.Headers[service == LabService.S3 ? "x-amz-request-id" : "x-amzn-RequestId"] = request;
        try
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (Exception problem) when (problem is HttpRequestException or HttpIOException or IOException)
        {
            context.Abort();
        }
    }

    public void Dispose() => _client.Dispose();

    private static void CopyHeaders(HttpRequest request, SignedBody body, HttpRequestMessage message)
    {
        var isChunked = request.Headers[HashHeader].ToString().StartsWith("STREAMING-", StringComparison.Ordinal);
        foreach (var (name, values) in request.Headers)
        {
            if (OfThisHop.Contains(name, StringComparer.OrdinalIgnoreCase) || (isChunked && OfChunks.Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                continue;
            }

            // S3 never keeps the encoding of the way.
            var kept = string.Equals(name, HeaderNames.ContentEncoding, StringComparison.OrdinalIgnoreCase) ? WithoutChunked(values.ToString()) : values.ToString();
            if (kept.Length > 0 && !message.Headers.TryAddWithoutValidation(name, kept))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, kept);
            }
        }

        foreach (var (name, value) in body.Trailers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (isChunked)
        {
            message.Headers.TryAddWithoutValidation(HashHeader, "UNSIGNED-PAYLOAD");
        }
    }

    private static string WithoutChunked(string encodings) =>
        string.Join(',', encodings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(encoding => encoding != Chunked));

    private static string Root(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
