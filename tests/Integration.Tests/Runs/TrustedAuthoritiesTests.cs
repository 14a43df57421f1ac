using System.Globalization;
using KeyspacesStreamer.Integration.Tests.Servers;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>The variables that a stream's spec.pod.trustedCertificates gives its pods: the file adds authorities, and those of the folder stay trusted.</summary>
public sealed class TrustedAuthoritiesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _company = new("company");
    private readonly TestAuthority _public = new("public");
    private readonly TestAuthority _another = new("another");
    private readonly TestAuthority _unknown = new("unknown");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pod_TrustsTheFileAndTheFolder_AndNobodyElse()
    {
        // A folder as the images have it: one bundle of many authorities.
        var folder = Directory.CreateDirectory(_folder.PathOf("certs"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ca-certificates.crt"), _another.Pem + _public.Pem, Token);
        await File.WriteAllTextAsync(_folder.PathOf("ca.crt"), _company.Pem, Token);

        Assert.Equal("request", await MeetAsync(_company));
        Assert.Equal("request", await MeetAsync(_public));
        Assert.Equal("refused", await MeetAsync(_unknown));
    }

    public void Dispose()
    {
        foreach (var authority in (TestAuthority[])[_company, _public, _another, _unknown])
        {
            authority.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>Starts a pod whose stream lies behind a certificate of this authority, and tells whether its first request came.</summary>
    private async Task<string> MeetAsync(TestAuthority authority)
    {
        using var certificate = authority.Issue("localhost");
        using var server = new HandshakeServer(certificate);
        var settings = _folder.PathOf($"{authority.Name}.json");
        await File.WriteAllTextAsync(settings, Settings(server.Port), Token);
        var environment = new Dictionary<string, string> { ["SSL_CERT_FILE"] = _folder.PathOf("ca.crt"), ["SSL_CERT_DIR"] = _folder.PathOf("certs"), ["HTTPS_PROXY"] = "", ["https_proxy"] = "" };
        await using var pod = await PodProcess.StartAsync(["run", "--settings", settings], $"pod-{authority.Name}", environment, _folder.PathOf($"{authority.Name}.log"), Token);
        return await server.FirstAsync(Token);
    }

    private static string Settings(int port) => string.Create(CultureInfo.InvariantCulture,
        $$"""
        {
          "resource": { "name": "trust" },
          "source": { "keyspace": "media", "table": "media_content", "region": "us-east-1", "endpoint": "https://localhost:{{port}}" },
          "destination": { "bucket": "trust-bucket", "endpoint": "https://localhost:{{port}}" },
          "checkpoint": { "table": "trust-leases", "endpoint": "https://localhost:{{port}}" }
        }
        """);
}
