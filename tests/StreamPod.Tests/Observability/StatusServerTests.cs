using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Observability;
using KeyspacesStreamer.Testing.Servers;
using Microsoft.Extensions.Logging.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Observability;

/// <summary>The status server answers its four pages over real sockets and survives what clients do.</summary>
public sealed class StatusServerTests : IAsyncDisposable
{
    private readonly FixedPodStatus _pod = new();
    private readonly PodMetrics _metrics = new("1.2.3");
    private readonly FakeLogger<StatusServer> _logger = new();
    private readonly StatusServer _server;
    private readonly HttpClient _client;

    public StatusServerTests()
    {
        _server = StatusServer.Start(TimeProvider.System, 0, _pod, _metrics, _logger);
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_server.Port}") };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public void Start_PortZero_ChoosesOneAndLogsIt()
    {
        Assert.NotEqual(0, _server.Port);
        Assert.Equal($"Status server listens on port {_server.Port}.", _logger.Collector.GetSnapshot()[0].Message);
    }

    [Fact]
    public void Start_PortInUse_SaysWhatToChange()
    {
        var fault = Assert.Throws<IOException>(() => StatusServer.Start(TimeProvider.System, _server.Port, _pod, _metrics, _logger));

        Assert.Equal($"Port {_server.Port} cannot be used for metrics and probes (AddressAlreadyInUse); set pod.port or --port to a free one, or to 0.", fault.Message);
    }

    [Fact]
    public async Task Probes_AnswerByTheReport()
    {
        var healthy = await _client.GetAsync("/healthz", Cancellation);
        var ready = await _client.GetAsync("/readyz?verbose", Cancellation);

        Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("The stream is not resolved yet.", await ready.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_IsJsonWithTheShards()
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync("/status", Cancellation));

        Assert.Equal("pod-a", document.RootElement.GetProperty("worker").GetString());
        Assert.Equal("at-tip", document.RootElement.GetProperty("shards")[0].GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("fatalFault").ValueKind);
    }

    [Fact]
    public async Task Metrics_AreInThePrometheusFormat()
    {
        var answer = await _client.GetAsync("/metrics", Cancellation);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("keyspaces_cdc_build_info{version=\"1.2.3\"} 1", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownPath_Is404WithTheKnownOnes()
    {
        var answer = await _client.GetAsync("/", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("/readyz", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherMethods_Are405AndHeadHasNoBody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/status");

        var head = await _client.SendAsync(request, Cancellation);
        var delete = await _client.DeleteAsync("/status", Cancellation);

        Assert.True(head.Content.Headers.ContentLength > 100);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, delete.StatusCode);
    }

    [Fact]
    public async Task PageThatThrows_Is500CountedAndTheServerGoesOn()
    {
        _pod.Throws = true;

        var failed = await _client.GetAsync("/status", Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Contains("faults_total{stage=\"status\",kind=\"fatal\"} 1", await _client.GetStringAsync("/metrics", Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("GET /healthz HTTP/2\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("GET status HTTP/1.1\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("GET /healthz HTTP/1.0\r\n\r\n", "HTTP/1.1 200 ")]
    public async Task RawRequest_IsAnswered(string request, string wanted) =>
        Assert.StartsWith(wanted, await ExchangeAsync(System.Text.Encoding.ASCII.GetBytes(request)), StringComparison.Ordinal);

    [Fact]
    public async Task EndlessHead_Is431() =>
        Assert.StartsWith("HTTP/1.1 431 ", await ExchangeAsync(Enumerable.Repeat((byte)'a', StatusRequest.MaxHeadBytes).ToArray()), StringComparison.Ordinal);

    [Fact]
    public async Task SilentAndBrokenConnections_DoNotStopTheOthers()
    {
        var silent = new List<TcpClient>();
        for (var i = 0; i < 15; i++)
        {
            silent.Add(await ConnectAsync());
        }

        for (var i = 0; i < 40; i++)
        {
            using var reset = await ConnectAsync();
            reset.LingerState = new LingerOption(true, 0);
        }

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/healthz", Cancellation)).StatusCode);
        silent.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("GET /healthz HTTP/1.1\r\n")]
    public async Task HundredsOfConnections_ThatAreRefilled_KeepNoProbeOut(string words)
    {
        await using var crowd = new SilentCrowd(IPAddress.Parse("127.0.0.2"), _server.Port, 400, words);
        await crowd.UntilRefilledAsync(300);

        for (var probe = 0; probe < 20; probe++)
        {
            using var client = new HttpClient { BaseAddress = _client.BaseAddress };
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz", Cancellation)).StatusCode);
        }

        await crowd.UntilRefilledAsync(1000);
        Assert.DoesNotContain(_logger.Collector.GetSnapshot(), line => line.Message.StartsWith("Status request (unread", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HundredsOfConnections_OfTheProbesOwnAddress_KeepItOutForMoments()
    {
        await using var crowd = new SilentCrowd(IPAddress.Loopback, _server.Port, 400, "");
        await crowd.UntilRefilledAsync(300);

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/healthz", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task ManyAtOnce_AreAllAnswered()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _client.GetAsync("/metrics", Cancellation)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Ipv6_IsAnsweredToo()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using var client = new HttpClient { BaseAddress = new Uri($"http://[::1]:{_server.Port}") };

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz", Cancellation)).StatusCode);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _server.Port, Cancellation);
        return client;
    }

    private async Task<string> ExchangeAsync(byte[] request)
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(request, Cancellation);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Cancellation);
    }
}
