using System.Net;
using Amazon.Runtime;
using KeyspacesStreamer.Operator.Aws;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>A service that hangs is asked by one call at a time; others wait for nothing.</summary>
public sealed class EndpointCircuitBreakerTests
{
    private static readonly Uri Hanging = new("https://dynamodb.test");
    private static readonly Uri Healthy = new("https://s3.test");

    private readonly FakeTimeProvider _clock = new();
    private readonly BoundedCalls _calls;
    private int _asked;

    public EndpointCircuitBreakerTests() => _calls = new BoundedCalls(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AddressFellSilent_FailsAtOnceWithTheSameWords()
    {
        var words = await FallSilentAsync();

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => AskAsync(Hanging, token => NeverAsync(token)));

        Assert.Equal((AwsFaultKind.Unavailable, words), (problem.Kind, problem.Message));
        Assert.Equal(EndpointCircuitBreaker.SilentAfter, _asked);
    }

    [Fact]
    public async Task Run_OtherAddress_IsAskedAllTheSame()
    {
        await FallSilentAsync();

        var answer = await AskAsync(Healthy, _ => Task.FromResult(7));

        Assert.Equal(7, answer);
    }

    [Fact]
    public async Task Run_FewerSilentCallsThanItTakes_IsAskedStill()
    {
        await KeepSilentAsync(EndpointCircuitBreaker.SilentAfter - 1);

        var answer = await AskAsync(Hanging, _ => Task.FromResult(7));

        Assert.Equal(7, answer);
    }

    [Fact]
    public async Task Run_SilentForAPause_IsAskedByOneCallAtATime()
    {
        await FallSilentAsync();
        _clock.Advance(EndpointCircuitBreaker.Pause);

        using var stop = new CancellationTokenSource();
        var first = AskAsync(Hanging, token => NeverAsync(token), stop.Token);
        await Assert.ThrowsAsync<AwsCallException>(() => AskAsync(Hanging, _ => Task.FromResult(7)));

        Assert.Equal(EndpointCircuitBreaker.SilentAfter + 1, _asked);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(7, await AskAsync(Hanging, _ => Task.FromResult(7)));
    }

    [Fact]
    public async Task Run_AnswersAgain_IsAskedByAll()
    {
        await FallSilentAsync();
        _clock.Advance(EndpointCircuitBreaker.Pause);
        await AskAsync(Hanging, _ => Task.FromResult(1));

        var answers = await Task.WhenAll(AskAsync(Hanging, _ => Task.FromResult(2)), AskAsync(Hanging, _ => Task.FromResult(3)));

        Assert.Equal([2, 3], answers);
    }

    [Fact]
    public async Task Run_Refusal_IsAnAnswer()
    {
        await FallSilentAsync();
        _clock.Advance(EndpointCircuitBreaker.Pause);
        var refusal = new AmazonServiceException("No.", null, ErrorType.Unknown, "AccessDeniedException", "1", HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<AwsCallException>(() => AskAsync(Hanging, _ => Task.FromException<int>(refusal)));

        var answer = await AskAsync(Hanging, _ => Task.FromResult(7));

        Assert.Equal(7, answer);
    }

    private Task<string> FallSilentAsync() => KeepSilentAsync(EndpointCircuitBreaker.SilentAfter);

    /// <returns>What the last call failed with.</returns>
    private async Task<string> KeepSilentAsync(int calls)
    {
        var words = "";
        for (var call = 0; call < calls; call++)
        {
            var asking = AskAsync(Hanging, token => NeverAsync(token));
            _clock.Advance(BoundedCalls.Bound);
            words = (await Assert.ThrowsAsync<AwsCallException>(() => asking)).Message;
        }

        return words;
    }

    private Task<int> AskAsync(Uri address, Func<CancellationToken, Task<int>> answer, CancellationToken? stop = null) => _calls.RunAsync(
        new AwsCall(AwsActions.DescribeTable, "arn:aws:dynamodb:eu-west-1:*:table/leases", "Describing table leases", address),
        token =>
        {
            _asked++;
            return answer(token);
        },
        stop ?? Token);

    private static async Task<int> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return 0;
    }
}
