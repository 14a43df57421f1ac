using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Sends requests to the API server, each bounded in time, and turns its refusals into exceptions.</summary>
/// <param name="clock">Time of the bounds.</param>
/// <param name="client">The connection.</param>
/// <param name="fence">Whether requests may be sent; null when they always may.</param>
internal sealed class ApiRequests(TimeProvider clock, k8s.Kubernetes client, IWriteFence? fence = null)
{
    /// <summary>How long an answer is waited for; of a watch, how long its beginning.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    /// <returns>The body of the answer.</returns>
    /// <exception cref="ApiServerException">The server refused.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public async Task<byte[]> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var answer = await AnswerAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>Reads an answer line by line as it comes, until the server ends it.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="longest">A connection that is open for longer than this is dead: the server ends it before.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ApiServerException">The server refused.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    /// <exception cref="TimeoutException">No answer came in time, or it did not end.</exception>
    public async IAsyncEnumerable<string> LinesAsync(ApiRequest request, TimeSpan longest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using var answer = await AnswerAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var lines = new StreamReader(body);
        while (await WithinAsync(request, longest, async () => await lines.ReadLineAsync(either.Token), bound.Token, cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>What the server says when it refuses is a Status object; a proxy in between may say anything.</summary>
    public static ApiServerException Refusal(string subject, HttpStatusCode status, string body, TimeSpan? retryAfter)
    {
        V1Status? said = null;
        try
        {
            said = KubernetesJson.Deserialize<V1Status>(body);
        }
        catch (JsonException)
        {
            // Not the API server's own words: they are shown as they are.
        }

        var seconds = said?.Details?.RetryAfterSeconds is > 0 and var number ? TimeSpan.FromSeconds(number) : (TimeSpan?)null;
        return new ApiServerException(status, said?.Reason ?? "", $"{subject}: {said?.Message ?? body}")
        {
            Causes = said?.Details?.Causes is { } causes ? [.. causes] : [],
            MissingName = status == HttpStatusCode.NotFound && said?.Reason == "NotFound" ? said.Details?.Name : null,
            RetryAfter = retryAfter ?? seconds,
        };
    }

    private async Task<HttpResponseMessage> AnswerAsync(ApiRequest request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(LongestAnswer, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using var message = MessageOf(request);
        var answer = await WithinAsync(request, LongestAnswer, () => ExchangeAsync(request.Subject, message, completion, either.Token), bound.Token, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            var body = await WithinAsync(request, LongestAnswer, () => answer.Content.ReadAsStringAsync(either.Token), bound.Token, cancellationToken);
            throw Refusal(request.Subject, answer.StatusCode, body, answer.Headers.RetryAfter?.Delta);
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(string subject, HttpRequestMessage message, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(message, cancellationToken);
        }

        fence?.Require(subject);
        return await client.HttpClient.SendAsync(message, completion, cancellationToken);
    }

    private HttpRequestMessage MessageOf(ApiRequest request) => new(request.Method, new Uri(client.BaseUri, request.Path))
    {
        // One connection for all requests and watches, with pings that notice when it is dead.
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        Content = request.Body is { } body
            ? new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue(request.MediaType) } }
            : null,
    };

    /// <summary>Tells the end of our own patience from the caller's, and says of each failure what was being done.</summary>
    private static async Task<T> WithinAsync<T>(ApiRequest request, TimeSpan longest, Func<Task<T>> work, CancellationToken bound, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException problem) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Subject}: the API server did not answer within {longest.TotalSeconds:0} s.", problem);
        }
        catch (TaskCanceledException problem) when (problem.InnerException is TimeoutException timeout && !cancellationToken.IsCancellationRequested)
        {
            // The bound for a connection ends as if the caller had given up.
            throw new TimeoutException($"{request.Subject}: {timeout.Message}", problem);
        }
        catch (HttpRequestException problem)
        {
            throw new HttpRequestException(problem.HttpRequestError, $"{request.Subject}: {problem.Message}", problem);
        }
    }
}
