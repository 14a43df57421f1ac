using System.Net;
using KeyspacesStreamer.AwsLab.Forwarding;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Journal;
using KeyspacesStreamer.AwsLab.Services;
using KeyspacesStreamer.AwsLab.Signing;
using KeyspacesStreamer.AwsLab.Sts;
using KeyspacesStreamer.AwsLab.Webhook;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>A running lab.</summary>
internal sealed class LabServer : IAsyncDisposable
{
    private readonly List<IDisposable> _parts = [];
    private WebApplication? _front;
    private WebApplication? _podIdentity;

    private LabServer()
    {
    }

    /// <summary>Port of the services.</summary>
    public int Port => PortOf(_front);

    /// <summary>Port of EKS Pod Identity; 0 where it does not listen.</summary>
    public int PodIdentityPort => _podIdentity is null ? 0 : PortOf(_podIdentity);

    public static async Task<LabServer> StartAsync(TimeProvider clock, LabOptions options, CancellationToken cancellationToken)
    {
        var server = new LabServer();
        try
        {
            await server.StartPartsAsync(clock, options, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process is told to stop.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => (_front ?? throw new InvalidOperationException("The lab was not started.")).WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var application in new[] { _front, _podIdentity }.OfType<WebApplication>())
        {
            await application.StopAsync(CancellationToken.None);
            await application.DisposeAsync();
        }

        _parts.ForEach(part => part.Dispose());
    }

    private async Task StartPartsAsync(TimeProvider clock, LabOptions options, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Folder);
        var hosts = new HostNames(options.Place);
        var journal = Kept(new RequestJournal(clock, Path.Combine(options.Folder, "requests.jsonl")));
        var authority = Kept(LabAuthority.Open(clock, options.Folder, hosts));
        var backends = Kept(new Backends(options));
        var folder = new LabFolder(options.Folder, options.Place, journal.WriteProblem);
        var sessions = new SessionBook(clock, options.SessionLifetime, options.ExpiresEarlier);
        var verifier = new TokenVerifier(
            clock, options.Issuer, options.Keys is { } keys ? new CachedFile<JsonWebKeys>(keys, JsonWebKeys.Parse, journal.WriteProblem) : null);
        var kms = new KmsKeys(options.Place);
        var iterators = new StreamIterators(clock);
        var requests = new RequestFacts(clock, options.Place);
        var front = new FrontEndpoint(
            options.Place, hosts, new RequestAuthenticator(clock, options.Place, new Callers(folder, sessions)), new S3Operations(kms), new JsonOperations(options.Place, iterators), requests,
            iterators, new ActionJudge(journal), new StsEndpoint(folder, sessions, verifier, journal, requests), new EcrImages(clock, folder), new S3Answers(kms), backends, journal);
        var webhook = new AdmissionEndpoint(options.Place.Region, Kept(new ServiceAccounts(folder, options.ApiServer)), folder, journal);

        _front = NewApplication(kestrel => kestrel.Listen(options.Address, listen => listen.UseHttps(https =>
        {
            https.ServerCertificateSelector = (connection, name) =>
                authority.CertificateOf(string.IsNullOrEmpty(name) ? ((IPEndPoint?)connection?.LocalEndPoint)?.Address.ToString() ?? "" : name);
        })));
        _front.Run(context => context.Request.Path == AdmissionEndpoint.Path ? webhook.AnswerAsync(context) : front.AnswerAsync(context));
        await _front.StartAsync(cancellationToken);
        if (options.PodIdentity is { } address)
        {
            var endpoint = new PodIdentityEndpoint(folder, sessions, verifier, journal, requests);
            _podIdentity = NewApplication(kestrel => kestrel.Listen(address));
            _podIdentity.Run(endpoint.AnswerAsync);
            await _podIdentity.StartAsync(cancellationToken);
        }
    }

    private static WebApplication NewApplication(Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            listen(kestrel);
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        return builder.Build();
    }

    private static int PortOf(WebApplication? application) =>
        application?.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
            ? new Uri(address).Port : throw new InvalidOperationException("The lab was not started.");

    private TPart Kept<TPart>(TPart part)
        where TPart : IDisposable
    {
        _parts.Add(part);
        return part;
    }
}
