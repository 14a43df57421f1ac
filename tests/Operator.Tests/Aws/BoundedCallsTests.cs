using KeyspacesStreamer.Operator.Aws;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>A call ends in time; whose time-out it was stays known.</summary>
public sealed class BoundedCallsTests
{
    private static readonly AwsCall Call = new("s3:ListBucket", "arn:aws:s3:::b", "Looking at bucket b", new Uri("https://s3.test"));

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Run_NoAnswer_IsUnavailableAfterTheBound()
    {
        var call = new BoundedCalls(_clock).RunAsync(Call, NeverAsync, TestContext.Current.CancellationToken);

        _clock.Advance(BoundedCalls.Bound);

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => call);
        Assert.Equal(AwsFaultKind.Unavailable, problem.Kind);
        Assert.Equal("Looking at bucket b failed: no answer from https://s3.test/ within 10 s.", problem.Message);
    }

    [Fact]
    public async Task Run_CallerStops_IsACancellation()
    {
        using var stop = new CancellationTokenSource();
        var call = new BoundedCalls(_clock).RunAsync(Call, NeverAsync, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Run_MistakeOfOurs_PassesAsItIs()
    {
        var call = new BoundedCalls(_clock).RunAsync<int>(Call, _ => throw new InvalidOperationException("bug"), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => call);
    }

    private static async Task<int> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return 0;
    }
}
