using System.CommandLine;
using System.Globalization;
using System.Net;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Webhook;

namespace KeyspacesStreamer.AwsLab.Commands;

/// <summary>serve: runs the lab until SIGTERM or Ctrl+C.</summary>
internal sealed class ServeCommand
{
    private const int HttpsPort = 443;

    private readonly TimeProvider _clock;
    private readonly PlaceOptions _place = new();
    private readonly Option<string> _folder = new("--folder") { Description = "Folder of roles, certificates and the journal.", Required = true };
    private readonly Option<string> _address = new("--address") { Description = "IP[:PORT] for TLS; without a port 443, with port 0 a free one.", Required = true };
    private readonly Option<string> _streams = new("--streams") { Description = "The server behind both hosts of Amazon Keyspaces.", Required = true };
    private readonly Option<string> _s3 = new("--s3") { Description = "The server behind Amazon S3.", Required = true };
    private readonly Option<string> _dynamoDb = new("--dynamodb") { Description = "The server behind Amazon DynamoDB.", Required = true };
    private readonly Option<string?> _issuer = new("--issuer") { Description = "Issuer of web identities, as tokens name it." };
    private readonly Option<string?> _keys = new("--jwks") { Description = "File with the issuer's keys." };
    private readonly Option<double> _session = new("--session-seconds") { Description = "How long sessions live, as they are told.", DefaultValueFactory = _ => 3600 };
    private readonly Option<double> _early = new("--expire-early-seconds") { Description = "By how much earlier than told a session is refused.", DefaultValueFactory = _ => 0 };
    private readonly Option<string?> _podIdentity = new("--pod-identity") { Description = "IP[:PORT] for EKS Pod Identity in plain HTTP; without a port 80." };
    private readonly Option<string?> _apiServer = new("--api-server") { Description = "API server that the webhook asks for ServiceAccounts." };
    private readonly Option<string?> _apiAuthority = new("--api-ca") { Description = "File with the API server's certificate authority." };
    private readonly Option<string?> _apiToken = new("--api-token-file") { Description = "File with a token for the API server." };
    private readonly Option<string?> _apiCertificate = new("--api-cert") { Description = "File with a client's certificate for the API server." };
    private readonly Option<string?> _apiKey = new("--api-key") { Description = "File with its key." };

    private ServeCommand(TimeProvider clock) => _clock = clock;

    public static Command Create(TimeProvider clock)
    {
        var serve = new ServeCommand(clock);
        var command = new Command("serve", "Runs the lab.")
        {
            serve._folder, serve._address, serve._streams, serve._s3, serve._dynamoDb, serve._issuer, serve._keys, serve._session, serve._early, serve._podIdentity,
            serve._apiServer, serve._apiAuthority, serve._apiToken, serve._apiCertificate, serve._apiKey,
        };
        serve._place.AddTo(command);
        command.SetAction(serve.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = Options(parsed);
        var ready = Path.Combine(options.Folder, "ready");
        File.Delete(ready);
        await using var server = await LabServer.StartAsync(_clock, options, cancellationToken);
        await File.WriteAllTextAsync(ready + ".new", server.Port.ToString(CultureInfo.InvariantCulture), cancellationToken);
        File.Move(ready + ".new", ready, overwrite: true);
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"Listening on https://{options.Address.Address}:{server.Port}");
        await server.WaitAsync(cancellationToken);
        File.Delete(ready);
        return 0;
    }

    private LabOptions Options(ParseResult parsed) => new()
    {
        Folder = Path.GetFullPath(parsed.GetRequiredValue(_folder)),
        Address = AddressOf(parsed.GetRequiredValue(_address), HttpsPort),
        PodIdentity = parsed.GetValue(_podIdentity) is { } address ? AddressOf(address, 80) : null,
        Place = _place.Read(parsed),
        Streams = new Uri(parsed.GetRequiredValue(_streams)),
        S3 = new Uri(parsed.GetRequiredValue(_s3)),
        DynamoDb = new Uri(parsed.GetRequiredValue(_dynamoDb)),
        Issuer = parsed.GetValue(_issuer),
        Keys = parsed.GetValue(_keys),
        SessionLifetime = TimeSpan.FromSeconds(parsed.GetValue(_session)),
        ExpiresEarlier = TimeSpan.FromSeconds(parsed.GetValue(_early)),
        ApiServer = parsed.GetValue(_apiServer) is { } server ? new ApiServerAddress(new Uri(server), parsed.GetValue(_apiAuthority))
        {
            TokenFile = parsed.GetValue(_apiToken),
            Client = parsed.GetValue(_apiCertificate) is { } certificate && parsed.GetValue(_apiKey) is { } key ? (certificate, key) : null,
        } : null,
    };

    private static IPEndPoint AddressOf(string text, int otherwise) =>
        text.Contains(':', StringComparison.Ordinal) ? IPEndPoint.Parse(text) : new IPEndPoint(IPAddress.Parse(text), otherwise);
}
