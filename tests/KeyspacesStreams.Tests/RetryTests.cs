using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using Amazon.Runtime;
using KeyspacesStreamer.KeyspacesStreams.Tests.Wire;
using KeyspacesStreamer.RawStreams;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.KeyspacesStreams.Tests;

/// <summary>What the client tries again by itself, and what it does not.</summary>
public sealed class RetryTests
{
    private static readonly Answer Throttled = Answer.Golden("errors", "ThrottlingException.json");
    private static readonly Answer Page = Answer.Golden("GetRecords", "insert.response.json");

    [Fact]
    public async Task Throttling_TwiceThenOk_IsOneCallForTheCaller()
    {
        await using var server = new WireServer(Throttled, Throttled, Page);
        using var client = Clients.For(server, retries: 2);

        using var page = await new RawRecordReader(client).GetRecordsAsync("it", 10, TestContext.Current.CancellationToken);

        Assert.Equal(1, page.Count);
        Assert.Equal(3, server.Requests.Length);
    }

    [Fact]
    public async Task Throttling_PastTheRetries_Surfaces()
    {
        await using var server = new WireServer(Throttled);
        using var client = Clients.For(server, retries: 1);

        await Assert.ThrowsAsync<ThrottlingException>(() => GetAsync(client));

        Assert.Equal(2, server.Requests.Length);
    }

    [Fact]
    public async Task InternalServerError_ThenOk_IsTriedAgain()
    {
        await using var server = new WireServer(Answer.Golden("errors", "InternalServerException.json"), Page);
        using var client = Clients.For(server, retries: 1);

        var page = await GetAsync(client);

        Assert.Single(page.ChangeRecords!);
        Assert.Equal(2, server.Requests.Length);
    }

    [Fact]
    public async Task UnavailableWithHtml_ThenOk_IsTriedAgain()
    {
        await using var server = new WireServer(Answer.Html(503), Page);
        using var client = Clients.For(server, retries: 1);

        await GetAsync(client);

        Assert.Equal(2, server.Requests.Length);
    }

    [Theory]
    [InlineData("ValidationException-ExpiredIterator")]
    [InlineData("ResourceNotFoundException")]
    [InlineData("AccessDeniedException")]
    public async Task Refusal_IsNotTriedAgain(string name)
    {
        await using var server = new WireServer(Answer.Golden("errors", $"{name}.json"), Page);
        using var client = Clients.For(server, retries: 3);

        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => GetAsync(client));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task CutBody_ThenWhole_IsReadAgain()
    {
        await using var server = new WireServer(Page with { CutAfter = 100 }, Page);
        using var client = Clients.For(server, retries: 1);

        using var page = await new RawRecordReader(client).GetRecordsAsync("it", 10, TestContext.Current.CancellationToken);

        Assert.Equal(1, page.Count);
        Assert.Equal(2, server.Requests.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CutBody_EveryTime_SurfacesAsIOException(bool chunked)
    {
        await using var server = new WireServer(Page with { CutAfter = 100, Chunked = chunked });
        using var client = Clients.For(server, retries: 1);

        var error = await Assert.ThrowsAsync<IOException>(
            () => new RawRecordReader(client).GetRecordsAsync("it", 10, TestContext.Current.CancellationToken));

        Assert.Contains("The body of GetRecords", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Length);
    }

    [Fact]
    public async Task StalledBody_PastTheTimeout_SurfacesAsIOException()
    {
        await using var server = new WireServer(Page with { CutAfter = 100, Stalls = true });
        var settings = Clients.Settings(server);
        settings.Timeout = TimeSpan.FromSeconds(3); // the first bytes of the body come before that on any machine
        using var client = new AmazonKeyspacesStreamsClient(new BasicAWSCredentials("k", "s"), settings);

        var error = await Assert.ThrowsAsync<IOException>(
            () => new RawRecordReader(client).GetRecordsAsync("it", 10, TestContext.Current.CancellationToken));

        Assert.Contains("was not complete after", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task StalledBody_WhenTheCallerCancels_EndsAtOnce()
    {
        await using var server = new WireServer(Page with { CutAfter = 100, Stalls = true });
        using var client = Clients.For(server, retries: 3);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var reading = new RawRecordReader(client).GetRecordsAsync("it", 10, cancel.Token);
        await Phase.UntilAsync("the server is asked", () => Task.FromResult(server.Requests.Length > 0 ? null : "not yet"), TestContext.Current.CancellationToken);
        // By then the body stalls, on most machines.
        await Pace.PauseAsync(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Checksum_ThatDoesNotFit_IsTriedAgain()
    {
        var headers = new Dictionary<string, string>(Page.Headers) { ["x-amz-crc32"] = "1" };
        await using var server = new WireServer(Page with { Headers = headers }, Page);
        using var client = Clients.For(server, retries: 1);

        using var page = await new RawRecordReader(client).GetRecordsAsync("it", 10, TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Requests.Length);
    }

    private static Task<GetRecordsResponse> GetAsync(AmazonKeyspacesStreamsClient client) =>
        client.GetRecordsAsync(new GetRecordsRequest { ShardIterator = "it" }, TestContext.Current.CancellationToken);
}
