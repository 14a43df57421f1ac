using System.Security.Cryptography;
using System.Text;

namespace KeyspacesStreamer.Testing.Objects;

/// <summary>
/// Signs a received request again from what came over the wire, by the rules of Signature Version 4 for S3 (the path is encoded once):
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
/// </summary>
internal static class SigV4
{
    /// <summary>The signature that the request should carry.</summary>
    public static string Of(S3StubRequest request, string secretKey)
    {
        var authorization = request.Headers["authorization"];
        var scope = Between(authorization, "Credential=", ",").Split('/', 2)[1];
        var names = Between(authorization, "SignedHeaders=", ",").Split(';');
        var url = request.RawUrl.Split('?', 2);
        var canonical = string.Join('\n', [request.Method, Encoded(url[0]), url.Length > 1 ? url[1] : "", .. names.Select(name => $"{name}:{request.Headers[name]}"), "", string.Join(';', names), request.Headers["x-amz-content-sha256"]]);
        var toSign = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), (outer, part) => HMACSHA256.HashData(outer, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    /// <summary>The signature that the request does carry.</summary>
    public static string In(S3StubRequest request) => Between(request.Headers["authorization"], "Signature=", ",");

    /// <summary>Names of the headers that the signature covers.</summary>
    public static string[] HeadersIn(S3StubRequest request) => Between(request.Headers["authorization"], "SignedHeaders=", ",").Split(';');

    /// <summary>The service encodes the path that it understood, whatever way it was written.</summary>
    private static string Encoded(string path) => string.Join('/', path.Split('/').Select(part => Uri.EscapeDataString(Uri.UnescapeDataString(part))));

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = text.IndexOf(end, from, StringComparison.Ordinal);
        return (to < 0 ? text[from..] : text[from..to]).Trim();
    }
}
