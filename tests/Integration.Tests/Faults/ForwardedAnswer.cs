using Microsoft.AspNetCore.Http;

namespace KeyspacesStreamer.Integration.Tests.Faults;

/// <summary>The answer of the service behind a proxy, whole.</summary>
internal sealed record ForwardedAnswer(int Status, IReadOnlyList<KeyValuePair<string, string[]>> Headers, byte[] Body)
{
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding" };

    public static async Task<ForwardedAnswer> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => !OfTheConnection.Contains(header.Key))
            .Select(header => KeyValuePair.Create(header.Key, header.Value.ToArray()));
        return new ForwardedAnswer((int)response.StatusCode, [.. headers], body);
    }

    /// <summary>Writes the answer to its end or to half of its body.</summary>
    public async Task WriteAsync(HttpContext context, bool isCut)
    {
        context.Response.StatusCode = Status;
        foreach (var (name, values) in Headers)
        {
            context.Response.Headers[name] = values;
        }

        if (isCut)
        {
            await context.Response.Body.WriteAsync(Body.AsMemory(0, Body.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
        else if (Body.Length > 0)
        {
            await context.Response.Body.WriteAsync(Body, context.RequestAborted);
        }
    }
}
