using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

/// <summary>An API server on 127.0.0.1 whose certificate may be another server's: it answers one request, or sees the connection given up.</summary>
internal sealed class OneAnswerServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    /// <param name="name">Address that the certificate is for.</param>
    /// <param name="status">First line of the answer, such as <c>200 OK</c>.</param>
    /// <param name="body">The answer, a JSON document.</param>
    public OneAnswerServer(string name, string status, string body)
    {
        Certificate = CertificateOf(name);
        _listener.Start();
        _serving = ServeAsync($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    public X509Certificate2 Certificate { get; }

    public string Address => $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The first line of the request that was answered; empty when none was.</summary>
    public string Request { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        await _serving;
        _listener.Dispose();
        Certificate.Dispose();
    }

    private async Task ServeAsync(string answer)
    {
        var stop = TestContext.Current.CancellationToken;
        using var connection = await _listener.AcceptTcpClientAsync(stop);
        await using var secure = new SslStream(connection.GetStream());
        try
        {
            await secure.AuthenticateAsServerAsync(Certificate);
            var received = new byte[4096];
            var length = await secure.ReadAtLeastAsync(received, 16, false, stop);
            Request = Encoding.ASCII.GetString(received, 0, length).Split("\r\n")[0];
            await secure.WriteAsync(Encoding.UTF8.GetBytes(answer), stop);
        }
        catch (Exception problem) when (problem is IOException or AuthenticationException)
        {
            // The client did not like the certificate.
        }
    }

    private static X509Certificate2 CertificateOf(string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
