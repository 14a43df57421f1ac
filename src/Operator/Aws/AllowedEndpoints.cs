using System.Diagnostics.CodeAnalysis;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>
/// The addresses besides AWS's own that streams may name in <c>spec.*.endpoint</c>, by scheme, host and port. Whoever may write a stream chooses where the
/// operator sends requests signed by its role: so whoever runs the operator names the hosts first.
/// </summary>
internal sealed class AllowedEndpoints
{
    /// <summary>The option that lists them.</summary>
    public const string Option = "ALLOWED_ENDPOINTS";

    /// <summary>The chart's value of the same meaning.</summary>
    public const string ChartValue = "aws.allowedEndpoints";

    /// <summary>How an entry is written.</summary>
    public const string Form = "HOST or HOST:PORT for https, http://HOST:PORT for an address without encryption";

    /// <summary>No address but AWS's own.</summary>
    public static readonly AllowedEndpoints None = new([]);

    private const string Secure = "https://";
    private const int SecurePort = 443;

    private readonly HashSet<string> _origins;

    private AllowedEndpoints(IEnumerable<string> origins) => _origins = [.. origins];

    /// <param name="addresses">Addresses of which scheme, host and port count.</param>
    public static AllowedEndpoints Of(params IEnumerable<Uri> addresses) => new(addresses.Select(OriginOf));

    /// <summary>Reads entries such as <c>dynamodb.internal</c>, <c>s3.internal:9000</c> or <c>http://emulator:8080</c>.</summary>
    /// <returns>False when one of them has another form; there are no wildcards.</returns>
    public static bool TryParse(IEnumerable<string> entries, [NotNullWhen(true)] out AllowedEndpoints? allowed)
    {
        var addresses = entries.Select(AddressOf).ToArray();
        allowed = addresses.Any(address => address is null) ? null : Of(addresses.OfType<Uri>());
        return allowed is not null;
    }

    /// <summary>Whether a stream may name this address; https says nothing of http, nor one port of another.</summary>
    public bool Allows(Uri endpoint) => _origins.Contains(OriginOf(endpoint));

    /// <summary>The entry that would allow an address.</summary>
    public static string EntryOf(Uri endpoint) => endpoint.Scheme != Uri.UriSchemeHttps ? OriginOf(endpoint)
        : endpoint.Port == SecurePort ? HostOf(endpoint) : $"{HostOf(endpoint)}:{endpoint.Port}";

    private static Uri? AddressOf(string entry)
    {
        var text = entry.Contains("://", StringComparison.Ordinal) ? entry : Secure + entry;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address is { Scheme: "http" or "https", AbsolutePath: "/", UserInfo: "", Query: "", Fragment: "", Host.Length: > 0 }
            && !entry.EndsWith('/') && !entry.Contains('*', StringComparison.Ordinal)
            ? address
            : null;
    }

    private static string OriginOf(Uri address) => $"{address.Scheme}://{HostOf(address)}:{address.Port}";

    private static string HostOf(Uri address) => (address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost).ToLowerInvariant();
}
