using System.Globalization;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>Who signed a request, after the form of the signature was checked (not its value: this server knows no secrets).</summary>
internal sealed partial record Credential(string AccessKey)
{
    private const string Service = "cassandra";

    /// <exception cref="WireFault">The request is unsigned, malformed, or signed for another service or region.</exception>
    public static Credential Of(HttpRequest request, string region)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            throw WireFault.Common("MissingAuthenticationTokenException", "Missing Authentication Token");
        }

        var match = Signature().Match(header);
        if (!match.Success)
        {
            throw WireFault.Common(
                "IncompleteSignatureException",
                "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' of algorithm AWS4-HMAC-SHA256.");
        }

        RequireScope(match, region);
        RequireDate(request.Headers["X-Amz-Date"].ToString(), match.Groups["date"].Value);
        RequireSigned(match.Groups["headers"].Value.Split(';'));
        return new Credential(match.Groups["key"].Value);
    }

    private static void RequireScope(Match match, string region)
    {
        var service = match.Groups["service"].Value;
        if (service != Service)
        {
            throw Invalid($"Credential should be scoped to correct service: '{Service}', not '{service}'.");
        }

        var found = match.Groups["region"].Value;
        if (found != region)
        {
            throw Invalid($"Credential should be scoped to a valid region: '{region}', not '{found}'.");
        }
    }

    private static void RequireDate(string date, string scopeDate)
    {
        if (!DateTime.TryParseExact(
            date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            throw WireFault.Common("IncompleteSignatureException", $"Date must be in ISO-8601 'basic format'. Got '{date}'.");
        }

        if (!date.StartsWith(scopeDate, StringComparison.Ordinal))
        {
            throw Invalid($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scopeDate}' != '{date}'.");
        }
    }

    private static void RequireSigned(string[] headers)
    {
        foreach (var header in new[] { "host", "x-amz-date", "x-amz-target" })
        {
            if (!headers.Contains(header))
            {
                throw Invalid($"'{header}' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
    }

    private static WireFault Invalid(string message) => WireFault.Common("InvalidSignatureException", message);

    [GeneratedRegex(
        "^AWS4-HMAC-SHA256 +Credential=(?<key>[^/,]+)/(?<date>[0-9]{8})/(?<region>[^/,]+)/(?<service>[^/,]+)/aws4_request, *"
        + "SignedHeaders=(?<headers>[a-z0-9;-]+), *Signature=[0-9a-f]{64}$")]
    private static partial Regex Signature();
}
