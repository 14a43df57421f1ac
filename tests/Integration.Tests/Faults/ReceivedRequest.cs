using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KeyspacesStreamer.Integration.Tests.Faults;

/// <summary>A request that a proxy got, whole.</summary>
internal sealed record ReceivedRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string[]>> Headers, byte[] Body)
{
    private const string Credential = "Credential=";

    /// <summary>The access key that signed it; null without a signature.</summary>
    public string? Signer => Header("Authorization") is { } text && text.IndexOf(Credential, StringComparison.Ordinal) is var at and >= 0
        ? text[(at + Credential.Length)..].Split('/')[0] : null;

    public static async Task<ReceivedRequest> OfAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Select(value => value ?? "").ToArray()));
        return new ReceivedRequest(context.Request.Method, target, [.. headers], body.ToArray());
    }

    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
}
