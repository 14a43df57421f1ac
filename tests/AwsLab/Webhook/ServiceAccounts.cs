using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Identity;

namespace KeyspacesStreamer.AwsLab.Webhook;

/// <summary>Annotations of ServiceAccounts: from the folder's file, else from the API server.</summary>
internal sealed class ServiceAccounts : IDisposable
{
    private static readonly Dictionary<string, string> None = [];

    private readonly LabFolder _folder;
    private readonly ApiServerAddress? _server;
    private readonly HttpClient? _client;

    public ServiceAccounts(LabFolder folder, ApiServerAddress? server) =>
        (_folder, _server, _client) = (folder, server, server is null ? null : new HttpClient(NewHandler(server)) { Timeout = TimeSpan.FromSeconds(20) });

    /// <returns>Empty when the account does not exist or has none.</returns>
    /// <exception cref="LabException">The API server does not say.</exception>
    public async Task<IReadOnlyDictionary<string, string>> AnnotationsOfAsync(AccountSubject account, CancellationToken cancellationToken)
    {
        if (_folder.AnnotationsOf(account) is { } written)
        {
            return written;
        }

        if (_server is not { } server || _client is not { } client)
        {
            return None;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, $"/api/v1/namespaces/{account.Namespace}/serviceaccounts/{account.Name}"));
        if (server.TokenFile is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(token, cancellationToken)).Trim());
        }

        using var answer = await client.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return None;
        }

        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new LabException($"The API server answers {(int)answer.StatusCode} for ServiceAccount {account.Namespace}/{account.Name}: {text}");
        }

        using var document = JsonDocument.Parse(text);
        return FolderDocuments.Annotations(document.RootElement.GetProperty("metadata"));
    }

    public void Dispose() => _client?.Dispose();

    private static SocketsHttpHandler NewHandler(ApiServerAddress server)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (server.AuthorityFile is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (server.Client is var (certificate, key))
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, key)];
        }

        return handler;
    }
}
