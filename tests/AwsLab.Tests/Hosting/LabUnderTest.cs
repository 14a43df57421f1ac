using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Services;
using KeyspacesStreamer.Testing;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.AwsLab.Tests.Hosting;

/// <summary>A lab on a free port, and clients for which all names of AWS lead to it.</summary>
internal sealed class LabUnderTest : IAsyncDisposable
{
    public const string Account = "111122223333";
    public const string Region = "us-east-1";
    public const string Issuer = "https://oidc.example/id/1";
    public const string Subject = "system:serviceaccount:media:cdc";

    private readonly TemporaryFolder _folder = new();
    private readonly TokenKey _key;
    private LabServer? _server;

    private LabUnderTest()
    {
        _key = TokenKey.Open(_folder.PathOf("issuer.pem"));
        File.WriteAllText(_folder.PathOf("jwks.json"), _key.PublicKeys());
    }

    /// <summary>The lab's clock, which goes only when it is told to.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public string Folder => _folder.Path;

    private LabServer Server => _server ?? throw new InvalidOperationException("The lab was not started.");

    public static async Task<LabUnderTest> StartAsync(LabBackends backends, Func<LabOptions, LabOptions>? change, CancellationToken cancellationToken)
    {
        var lab = new LabUnderTest();
        var options = new LabOptions
        {
            Folder = lab.Folder, Address = new IPEndPoint(IPAddress.Loopback, 0), PodIdentity = new IPEndPoint(IPAddress.Loopback, 0), Place = new LabPlace(Region, Account),
            Streams = backends.Streams, S3 = backends.S3, DynamoDb = backends.DynamoDb, Issuer = Issuer, Keys = lab._folder.PathOf("jwks.json"),
        };
        lab._server = await LabServer.StartAsync(lab.Clock, change?.Invoke(options) ?? options, cancellationToken);
        return lab;
    }

    /// <summary>Port of the services.</summary>
    public int Port => Server.Port;

    public Uri PodIdentity => new($"http://127.0.0.1:{Server.PodIdentityPort}/v1/credentials");

    /// <summary>A role that the tests' ServiceAccount may take on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="statements">Its statements.</param>
    /// <param name="trust">Another trust statement.</param>
    public string WriteRole(string name, string statements, string? trust = null)
    {
        trust ??= $$"""
            {"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"arn:aws:iam::{{Account}}:oidc-provider/oidc.example/id/1"},
             "Condition":{"StringEquals":{"oidc.example/id/1:aud":"sts.amazonaws.com","oidc.example/id/1:sub":"{{Subject}}"} } }
            """;
        WriteFile(Path.Combine("roles", name + ".json"), $$"""{"trust":{{Document(trust)}},"policies":[{{Document(statements)}}]}""");
        return LabPlace.RoleArn(Account, name);
    }

    /// <summary>The file appears whole.</summary>
    public void WriteFile(string name, string text)
    {
        var path = _folder.PathOf(name);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    public string Token(string audience = "sts.amazonaws.com", string subject = Subject) =>
        _key.Sign(TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), Issuer, subject, audience);

    /// <summary>Lines of the journal of one kind.</summary>
    public IReadOnlyList<JsonObject> Journal(string kind)
    {
        using var reader = new StreamReader(new FileStream(_folder.PathOf("requests.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)?.AsObject() ?? []).Where(line => (string?)line["kind"] == kind)];
    }

    /// <summary>Names of statements that allowed something.</summary>
    public IEnumerable<string> StatementsUsed() =>
        Journal("judged").SelectMany(line => line["statements"]?.AsArray() ?? []).Select(name => (string?)name ?? "").Distinct().Order(StringComparer.Ordinal);

    /// <summary>A way to the lab for every name; certificates are checked against its authority.</summary>
    public SocketsHttpHandler NewHandler()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(_folder.PathOf("ca.crt"));
        return new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { CertificateChainPolicy = policy },
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _key.Dispose();
        _folder.Dispose();
    }

    private static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";
}
