using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>The certificate authority of the run, and the certificates of every host that is asked for.</summary>
internal sealed class LabAuthority : IDisposable
{
    private const string CertificateFile = "ca.crt";
    private const string KeyFile = "ca.key";
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly ConcurrentDictionary<string, X509Certificate2> _certificates = new(StringComparer.OrdinalIgnoreCase);
    private readonly ECDsa _leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private readonly HostNames _hosts;

    private LabAuthority(X509Certificate2 authority, HostNames hosts) => (_authority, _hosts) = (authority, hosts);

    /// <summary>Takes the authority of the folder, so that what trusts it goes on trusting it, or makes one.</summary>
    public static LabAuthority Open(TimeProvider clock, string folder, HostNames hosts)
    {
        var (certificate, key) = (Path.Combine(folder, CertificateFile), Path.Combine(folder, KeyFile));
        if (!File.Exists(certificate) || !File.Exists(key))
        {
            using var made = Make(clock);
            using var secret = made.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The authority has no key.");
            File.WriteAllText(key, secret.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(certificate + ".new", made.ExportCertificatePem() + "\n");
            File.Move(certificate + ".new", certificate, overwrite: true);
        }

        return new LabAuthority(X509Certificate2.CreateFromPemFile(certificate, key), hosts);
    }

    /// <param name="host">A name or an address.</param>
    /// <returns>Null for a host that the lab does not answer for.</returns>
    public X509Certificate2? CertificateOf(string host) => _hosts.Knows(host) ? _certificates.GetOrAdd(host, MakeLeaf) : null;

    public void Dispose()
    {
        foreach (var certificate in _certificates.Values)
        {
            certificate.Dispose();
        }

        _authority.Dispose();
        _leafKey.Dispose();
    }

    private static X509Certificate2 Make(TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=aws-lab authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = clock.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }

    private X509Certificate2 MakeLeaf(string host)
    {
        // A common name ends at 64 letters; who checks looks at the alternative name.
        var request = new CertificateRequest("CN=aws-lab", _leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        using var signed = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(_leafKey);
    }
}
