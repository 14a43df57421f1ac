using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.AwsLab.Tests.Hosting;

/// <summary>moto with a bucket, dynalite and the emulator: what lies behind the lab.</summary>
public sealed class LabBackends : IAsyncLifetime
{
    public const string Bucket = "lab-bucket";

    private readonly TemporaryFolder _folder = new();
    private MotoServer? _moto;
    private DynaliteServer? _dynalite;
    private EmulatorProcess? _emulator;

    public Uri S3 => _moto?.Endpoint ?? throw new InvalidOperationException("moto was not started.");

    public Uri DynamoDb => _dynalite?.Endpoint ?? throw new InvalidOperationException("dynalite was not started.");

    public Uri Streams => _emulator?.Endpoint ?? throw new InvalidOperationException("The emulator was not started.");

    public async ValueTask InitializeAsync()
    {
        // A fixture cannot skip; the tests do.
        if (!TestServers.IsInstalled)
        {
            return;
        }

        var cancellationToken = TestContext.Current.CancellationToken;
        _moto = await MotoServer.StartAsync(cancellationToken);
        _dynalite = await DynaliteServer.StartAsync(cancellationToken);
        _emulator = await EmulatorProcess.StartAsync(_folder.Path, ["--account", LabUnderTest.Account, "--region", LabUnderTest.Region], cancellationToken);
        await _emulator.WorkAsync(new { count = 50, shards = 2 }, cancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(S3, $"/{Bucket}"));
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request");
        using var answer = await client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new IAsyncDisposable?[] { _emulator, _dynalite, _moto }.OfType<IAsyncDisposable>())
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
