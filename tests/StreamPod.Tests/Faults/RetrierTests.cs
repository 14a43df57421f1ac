using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.Testing.Pods;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Faults;

public sealed class RetrierTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingEvents _events = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_FailsInTheMomentItIsCancelled_IsACancellationAndNoFailure()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var retrier = new Retrier(new Backoff(_clock, new Random(1)), _events);

        await Assert.ThrowsAsync<OperationCanceledException>(() => retrier.RunAsync<int>(PodOperation.ScanLeases, "leases", async _ =>
        {
            await stop.CancelAsync();
            throw new TimeoutException("not answered");
        }, stop.Token));

        Assert.Empty(_events.Lines);
    }

    [Fact]
    public async Task Run_FatalFailureInTheMomentItIsCancelled_ComesOut()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var retrier = new Retrier(new Backoff(_clock, new Random(1)), _events);

        await Assert.ThrowsAsync<FatalFaultException>(() => retrier.RunAsync<int>(PodOperation.ScanLeases, "leases", async _ =>
        {
            await stop.CancelAsync();
            throw new FatalFaultException("denied");
        }, stop.Token));
    }
}
