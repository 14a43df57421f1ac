using System.Net;
using System.Net.Sockets;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Hosting;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Testing.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace KeyspacesStreamer.Operator.Tests.Observability;

/// <summary>The server answers probes and scrapes over real HTTP.</summary>
public sealed class StatusServerTests : IAsyncLifetime
{
    private readonly OperatorMetrics _metrics = new("1.2.3", "the-lease", workers: 1);
    private readonly FakeLogger<StatusServer> _log = new();
    private readonly HttpClient _client = new();
    private HealthReport _liveness = new(true, "Nothing hangs.");
    private HealthReport _readiness = new(true, "The caches are filled.");
    private Exception? _fault;
    private StatusServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await StartAsync(0);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server!.DisposeAsync(); // started before each test
    }

    [Fact]
    public async Task Probes_AllIsWell_Are200() =>
        Assert.Equal([(HttpStatusCode.OK, "Nothing hangs.\n"), (HttpStatusCode.OK, "The caches are filled.\n")], [await GetAsync(Ports.HealthPath), await GetAsync(Ports.ReadinessPath)]);

    [Fact]
    public async Task Probes_SomethingIsWrong_Are503WithTheReason()
    {
        _liveness = new(false, "A worker hangs.");
        _readiness = new(false, "Not yet.");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "A worker hangs.\n"), await GetAsync(Ports.HealthPath));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Not yet.\n"), await GetAsync(Ports.ReadinessPath));
    }

    [Fact]
    public async Task Metrics_AreInTheTextFormat()
    {
        using var answer = await _client.GetAsync(AddressOf(Ports.MetricsPath), Token);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Contains("# TYPE keyspaces_cdc_operator_leader gauge", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherPathsAndMethods_AreRefused()
    {
        using var posted = await _client.PostAsync(AddressOf(Ports.HealthPath), null, Token);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/status")).Status);
    }

    [Fact]
    public async Task Page_ThatFails_Is500AndLogged()
    {
        _fault = new InvalidOperationException("broken");

        Assert.Equal(HttpStatusCode.InternalServerError, (await GetAsync(Ports.HealthPath)).Status);
        Assert.Equal((LogLevel.Error, "broken"), (_log.LatestRecord.Level, _log.LatestRecord.Exception?.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("GET /healthz HTTP/1.1\r\n")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: operator\r\n\r\n")]
    public async Task ManyConnections_ThatAreRefilled_KeepNoProbeOut(string words)
    {
        await using var crowd = new SilentCrowd(IPAddress.Parse("127.0.0.2"), _server!.Port, 200, words); // started before each test
        await crowd.UntilRefilledAsync(300);

        for (var probe = 0; probe < 20; probe++)
        {
            using var client = new HttpClient();
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{_server.Port}{Ports.HealthPath}"), Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await crowd.UntilRefilledAsync(500);
    }

    [Fact]
    public async Task Start_PortInUse_SaysWhatToChange()
    {
        using var taken = new TcpListener(IPAddress.IPv6Any, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var problem = await Assert.ThrowsAsync<IOException>(() => StartAsync(port));

        Assert.StartsWith($"Port {port} cannot be used for metrics and probes: ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("Set STATUS_PORT to a free one, or to 0.", problem.Message, StringComparison.Ordinal);
    }

    private Task<StatusServer> StartAsync(int port) =>
        StatusServer.StartAsync(port, new StatusPages(() => _fault is null ? _liveness : throw _fault, () => _readiness, _metrics, _log), _log, Token);

    private Uri AddressOf(string path) => new($"http://localhost:{_server!.Port}{path}"); // started before each test

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(AddressOf(path), Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }
}
