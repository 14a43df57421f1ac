using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Integration.Tests.Servers;

/// <summary>A TLS server that looks at the first connection alone: does the client trust it enough to send a request?</summary>
internal sealed class HandshakeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;

    public HandshakeServer(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <returns><c>request</c> or <c>refused</c>.</returns>
    public Task<string> FirstAsync(CancellationToken cancellationToken) =>
        Phase.BoundAsync("the pod's first connection", MeetAsync(cancellationToken), () => "none came", cancellationToken);

    public void Dispose() => _listener.Dispose();

    private async Task<string> MeetAsync(CancellationToken cancellationToken)
    {
        using var connection = await _listener.AcceptTcpClientAsync(cancellationToken);
        await using var stream = new SslStream(connection.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, cancellationToken);
            // In TLS 1.3 the server is done before the client has judged its certificate.
            return await stream.ReadAsync(new byte[1], cancellationToken) == 1 ? "request" : "refused";
        }
        catch (Exception problem) when (problem is AuthenticationException or IOException)
        {
            return "refused";
        }
    }
}
