using KeyspacesStreamer.StreamPod.Shards;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

public sealed class WakeSignalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_WorkEnds_WakesOnlyOnceTheWorkSaysSo(bool fails)
    {
        using var signal = new WakeSignal(new FakeTimeProvider());
        var source = new TaskCompletionSource<int>();
        var work = signal.AfterAsync(source.Task);
        var sleeper = new Sleeper(() => work.IsCompleted);
        var sleeping = sleeper.Run(() => signal.SleepAsync(TimeSpan.FromHours(1), Token));

        Assert.True(fails ? source.TrySetException(new IOException("planned")) : source.TrySetResult(1));
        await sleeping;

        Assert.True(sleeper.SawItSo);
        Assert.Equal(fails, work.IsFaulted);
    }

    [Fact]
    public async Task After_WorkThatHasEnded_LetsTheNextSleepEndAtOnce()
    {
        using var signal = new WakeSignal(new FakeTimeProvider());

        await signal.AfterAsync(Task.FromResult(1));

        Assert.True(signal.SleepAsync(TimeSpan.FromHours(1), Token).IsCompletedSuccessfully);
    }

    /// <summary>Looks at something in the very moment in which a sleeper is woken.</summary>
    private sealed class Sleeper(Func<bool> isSo) : SynchronizationContext
    {
        public bool? SawItSo { get; private set; }

        public override void Post(SendOrPostCallback d, object? state)
        {
            SawItSo ??= isSo();
            base.Post(d, state);
        }

        public Task Run(Func<Task> begin)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                return begin();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
