using System.Text;
using System.Web;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Sts;

/// <summary>The parameters of a request to STS, in its body or its query.</summary>
internal sealed class StsInput
{
    private readonly System.Collections.Specialized.NameValueCollection _values;

    private StsInput(System.Collections.Specialized.NameValueCollection values) => _values = values;

    public static StsInput Of(HttpRequest request, byte[] body) =>
        new(HttpUtility.ParseQueryString(request.Method == "POST" ? Encoding.UTF8.GetString(body) : request.QueryString.Value ?? ""));

    public string? this[string name] => _values[name];

    /// <exception cref="RefusedException">It is missing.</exception>
    public string Require(string name) => _values[name] is { Length: > 0 } value ? value
        : throw new RefusedException(
            RefusalKind.Malformed, $"1 validation error detected: Value at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null");
}
