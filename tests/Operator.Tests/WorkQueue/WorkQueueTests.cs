using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.WorkQueue;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly QueueRecord _record = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_clock, new Random(1), _record);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_SameItemTwiceBeforeItIsTaken_ComesOnce()
    {
        _queue.Add("a");
        _queue.Add("a");
        _queue.Add("b");

        Assert.Equal(2, _queue.Depth);
        Assert.Equal(["a", "b"], [await _queue.TakeAsync(Token), await _queue.TakeAsync(Token)]);
    }

    [Fact]
    public async Task Add_WhileAWorkerHasIt_ComesAgainWhenTheWorkerIsDone()
    {
        _queue.Add("a");
        await _queue.TakeAsync(Token);
        _queue.Add("a");
        _queue.Add("a");

        var second = _queue.TakeAsync(Token);
        Assert.False(second.IsCompleted);
        _queue.Done("a");

        Assert.Equal("a", await second);
        _queue.Done("a");
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task Take_OwnerWithManyItems_LeavesAWorkerToOthersAndTheyTakeTurns()
    {
        using var queue = new WorkQueue<string>(_clock, new Random(1), new NoQueueObserver(), FairShare<string>.Of(item => item[..1], workers: 4));
        queue.Add("b9");
        queue.Done(await queue.TakeAsync(Token));
        Array.ForEach([.. Enumerable.Range(0, 9)], number => queue.Add($"a{number}"));
        var taken = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => queue.TakeAsync(Token)));

        var fourth = queue.TakeAsync(Token);
        var isKept = !fourth.IsCompleted;
        queue.Add("b0");
        queue.Add("b1");
        var other = await fourth;
        queue.Done("a1");
        var fifth = await queue.TakeAsync(Token);
        queue.Done("b0");
        var sixth = await queue.TakeAsync(Token);

        Assert.Equal(["a0", "a1", "a2"], taken);
        Assert.Equal((true, "b0"), (isKept, other));
        Assert.Equal(("a3", "b1", 5), (fifth, sixth, queue.Depth));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(8, 6)]
    [InlineData(64, 48)]
    public void Share_OfTheWorkers_NeverIsAllOfThem(int workers, int most) => Assert.Equal(most, FairShare<string>.Of(item => item, workers).Most);

    [Fact]
    public async Task Done_ItemOfAnOwnerAtTheLimit_LetsTheNextOneIn()
    {
        using var queue = new WorkQueue<string>(_clock, new Random(1), new NoQueueObserver(), new FairShare<string>(item => item[..1], 1));
        queue.Add("other");
        queue.Done(await queue.TakeAsync(Token));
        queue.Add("a1");
        queue.Add("a2");
        await queue.TakeAsync(Token);
        var next = queue.TakeAsync(Token);
        Assert.False(next.IsCompleted);

        queue.Add("a1");
        queue.Done("a1");

        Assert.Equal("a2", await next);
    }

    [Fact]
    public async Task Take_NothingThere_WaitsAndIsServedInOrder()
    {
        var (first, second) = (_queue.TakeAsync(Token), _queue.TakeAsync(Token));
        Assert.False(first.IsCompleted);

        _queue.Add("a");
        _queue.Add("b");

        Assert.Equal(("a", "b"), (await first, await second));
    }

    [Fact]
    public async Task Take_GivesUp_LosesNothing()
    {
        using var impatience = new CancellationTokenSource();
        var gone = _queue.TakeAsync(impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        _queue.Add("a");

        Assert.Equal("a", await _queue.TakeAsync(Token));
    }

    [Fact]
    public async Task AddAfter_TwoWishes_TheEarlierCounts()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(30));
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _queue.AddAfter("a", TimeSpan.FromSeconds(60));

        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, _queue.Depth);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("a", await _queue.TakeAsync(Token));
        _queue.Done("a");
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public void AddAfterFailure_AgainAndAgain_PausesGrowToAnEndAndAreForgotten()
    {
        var pauses = Enumerable.Range(0, 12).Select(_ => _queue.Pace.NextPause("a").TotalSeconds).ToArray();

        Assert.All(pauses.Take(8).Select((pause, attempt) => pause / Math.Pow(2, attempt)), share => Assert.InRange(share, 0.75, 1));
        Assert.All(pauses.Skip(9), pause => Assert.InRange(pause, 225, 300));
        Assert.Equal(12, _queue.Pace.FailuresOf("a"));
        _queue.Pace.Forget("a");
        Assert.InRange(_queue.Pace.NextPause("a").TotalSeconds, 0.75, 1);
    }

    [Fact]
    public async Task Dispose_SomebodyWaits_EndsTheWait()
    {
        var waiting = _queue.TakeAsync(Token);

        _queue.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _queue.TakeAsync(Token));
    }

    [Fact]
    public async Task Observer_HearsHowLongItemsWaitedAndWereWorkedOn()
    {
        _queue.Add("a");
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _queue.TakeAsync(Token);
        _clock.Advance(TimeSpan.FromSeconds(3));
        _queue.Done("a");
        _queue.AddAfterFailure("a");

        Assert.Equal(["added 1", "taken 0 2", "done 3", "retried"], _record.Lines);
    }

    [Fact]
    public void Done_OfAnItemNobodyTook_IsAnError() => Assert.Throws<InvalidOperationException>(() => _queue.Done("a"));

    [Fact]
    public async Task Take_ManyWorkersAndManyWishes_NoItemIsInTwoHandsAndNoneIsLost()
    {
        const int Items = 20;
        var inHand = new int[Items];
        var seen = new int[Items];
        using var queue = new WorkQueue<int>(TimeProvider.System, new Random(2), new NoQueueObserver());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(WorkAsync, Token)).ToArray();

        Parallel.For(0, 20_000, wish => queue.Add(wish % Items));
        for (var item = 0; item < Items; item++)
        {
            queue.Add(item);
        }

        while (queue.Depth > 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Task.WhenAll(workers);
        Assert.All(seen, times => Assert.True(times > 0));
        Assert.All(inHand, hands => Assert.Equal(0, hands));

        async Task WorkAsync()
        {
            while (true)
            {
                int item;
                try
                {
                    item = await queue.TakeAsync(stop.Token);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }

                Assert.Equal(1, Interlocked.Increment(ref inHand[item]));
                Interlocked.Increment(ref seen[item]);
                await Task.Yield();
                Interlocked.Decrement(ref inHand[item]);
                queue.Done(item);
            }
        }
    }

    public void Dispose() => _queue.Dispose();
}
