using System.Net;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Leadership;
using Microsoft.Extensions.Time.Testing;
using k8s;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

public sealed class ApiRequestsTests : IDisposable
{
    private static readonly ApiRequest Request = new() { Method = HttpMethod.Get, Path = "api/v1/pods", Subject = "Read pods" };

    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedApi _api = new();
    private readonly k8s.Kubernetes _client;
    private readonly ApiRequests _requests;

    public ApiRequestsTests()
    {
        _client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1", AccessToken = "secret" }, _api);
        _requests = new ApiRequests(_clock, _client);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_NoAnswerInTime_IsATimeoutThatSaysWhatWasDone()
    {
        _api.ThenHang();

        var sending = _requests.SendAsync(Request, Token);
        _clock.Advance(ApiRequests.LongestAnswer);

        var problem = await Assert.ThrowsAsync<TimeoutException>(() => sending);
        Assert.Equal("Read pods: the API server did not answer within 15 s.", problem.Message);
    }

    [Fact]
    public async Task Send_LeadIsOver_NothingReachesTheServer()
    {
        var lead = new LeadershipFence(_clock);
        var requests = new ApiRequests(_clock, _client, lead);
        _api.Then("{}");
        lead.Begin(_clock.GetTimestamp(), TimeSpan.FromSeconds(10));
        await requests.SendAsync(Request, Token);

        _clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<LeadershipLostException>(() => requests.SendAsync(Request, Token));
        Assert.Single(_api.Requests);
    }

    [Fact]
    public async Task Send_CallerEnds_IsACancellation()
    {
        using var stop = new CancellationTokenSource();
        _api.ThenHang();

        var sending = _requests.SendAsync(Request, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Send_ServerCannotBeReached_SaysWhatWasDone()
    {
        _api.ThenFail(new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (127.0.0.1:1)"));

        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => _requests.SendAsync(Request, Token));

        Assert.Equal((HttpRequestError.ConnectionError, "Read pods: Connection refused (127.0.0.1:1)"), (problem.HttpRequestError, problem.Message));
    }

    /// <summary>The handler's own bound for a connection ends in the form of a cancellation.</summary>
    [Fact]
    public async Task Send_NoConnectionInTime_IsTransientAndSaysWhatWasDone()
    {
        const string Said = "A connection could not be established within the configured ConnectTimeout.";
        _api.ThenFail(new TaskCanceledException("The operation was canceled.", new TimeoutException(Said)));

        var problem = await Assert.ThrowsAsync<TimeoutException>(() => _requests.SendAsync(Request, Token));

        Assert.Equal((ApiFaultKind.Transient, $"Read pods: {Said}"), (ApiFaults.Find(problem)?.Kind, problem.Message));
    }

    [Fact]
    public async Task Send_TooManyRequests_TellsHowLongToWait()
    {
        _api.Then(HttpStatusCode.TooManyRequests, "TooManyRequests", "please wait", TimeSpan.FromSeconds(7));

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => _requests.SendAsync(Request, Token));

        Assert.Equal((HttpStatusCode.TooManyRequests, "TooManyRequests", TimeSpan.FromSeconds(7)), (problem.Status, problem.Reason, problem.RetryAfter));
    }

    [Fact]
    public async Task Send_FieldsAreRefused_TellsWhich()
    {
        const string Said = """{"kind":"Status","code":422,"reason":"Invalid","message":"no","details":{"causes":[{"reason":"FieldValueInvalid","message":"immutable","field":"metadata.uid"}]}}""";
        _api.Then(Said, HttpStatusCode.UnprocessableEntity);

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => _requests.SendAsync(Request, Token));

        Assert.Equal("metadata.uid", Assert.Single(problem.Causes).Field);
    }

    [Fact]
    public async Task Lines_ConnectionIsSilentForTooLong_Ends()
    {
        _api.ThenHangAfter("first\n");
        await using var lines = _requests.LinesAsync(Request, TimeSpan.FromMinutes(5), Token).GetAsyncEnumerator(Token);
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal("first", lines.Current);

        var next = lines.MoveNextAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));

        await Assert.ThrowsAsync<TimeoutException>(async () => await next);
    }

    public void Dispose() => _client.Dispose();
}
