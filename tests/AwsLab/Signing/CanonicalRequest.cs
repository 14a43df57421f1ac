using System.Text;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>What a request looks like to its signature: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</summary>
internal static partial class CanonicalRequest
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <param name="request">The request.</param>
    /// <param name="rawTarget">Path and query as they came.</param>
    /// <param name="signedHeaders">Names of the signed headers.</param>
    /// <param name="payloadHash">Hash of the body, or the word in its place.</param>
    /// <param name="encodesPathTwice">All services but S3 do.</param>
    public static string Of(HttpRequest request, string rawTarget, IReadOnlyList<string> signedHeaders, string payloadHash, bool encodesPathTwice)
    {
        var question = rawTarget.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (rawTarget, "") : (rawTarget[..question], rawTarget[(question + 1)..]);
        var text = new StringBuilder(request.Method).Append('\n')
            .Append(encodesPathTwice ? EncodePath(path) : EncodePath(Decode(path))).Append('\n')
            .Append(QueryOf(query)).Append('\n');
        foreach (var header in signedHeaders)
        {
            text.Append(header).Append(':').AppendJoin(',', request.Headers[header].Select(value => Spaces().Replace((value ?? "").Trim(), " "))).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    private static string QueryOf(string query) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Encode(Decode(pair[0])), Value: pair.Length == 2 ? Encode(Decode(pair[1])) : ""))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string EncodePath(string path) => path.Length == 0 ? "/" : string.Join('/', path.Split('/').Select(Encode));

    private static string Decode(string text) => Uri.UnescapeDataString(text);

    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var letter in Encoding.UTF8.GetBytes(text))
        {
            _ = Unreserved.Contains((char)letter, StringComparison.Ordinal) ? encoded.Append((char)letter) : encoded.Append('%').Append(letter.ToString("X2", null));
        }

        return encoded.ToString();
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
