using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.StreamPod.Tests.Memory;

public sealed class MemoryBudgetTests
{
    private readonly MemoryBudget _budget = new(800);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Admit_UpToSevenEighths_IsAdmittedAtOnce()
    {
        await _budget.AdmitAsync(700, Token);

        var next = _budget.AdmitAsync(1, Token);

        Assert.False(next.IsCompleted);
        Assert.Equal((700, 1, 1), (_budget.HeldBytes, _budget.LackingBytes, _budget.WaitingReaders));
    }

    [Fact]
    public async Task Adjust_BeyondTheReadersShare_NeverWaits()
    {
        await _budget.AdmitAsync(700, Token);

        _budget.Adjust(500);

        Assert.Equal(1_200, _budget.HeldBytes);
    }

    [Fact]
    public async Task Admit_SmallBehindLarge_WaitsItsTurn()
    {
        await _budget.AdmitAsync(600, Token);
        var large = _budget.AdmitAsync(300, Token);
        var small = _budget.AdmitAsync(50, Token);

        Assert.False(small.IsCompleted);
        _budget.Adjust(-200);
        await large;
        await Pace.PauseAsync(TimeSpan.FromMilliseconds(20), Token);
        Assert.False(small.IsCompleted);

        _budget.Adjust(-300);
        await small;
        Assert.Equal(450, _budget.HeldBytes);
    }

    [Fact]
    public async Task Admit_LargerThanTheWholeBudget_IsAdmittedAlone()
    {
        await _budget.AdmitAsync(10, Token);
        var oversized = _budget.AdmitAsync(5_000, Token);

        Assert.False(oversized.IsCompleted);
        _budget.Adjust(-10);

        await oversized;
        Assert.Equal(5_000, _budget.HeldBytes);
    }

    [Fact]
    public async Task Admit_CancelledAtTheHead_LetsTheNextIn()
    {
        using var stop = new CancellationTokenSource();
        await _budget.AdmitAsync(600, Token);
        var head = _budget.AdmitAsync(400, stop.Token);
        var next = _budget.AdmitAsync(100, Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => head);
        await next;
        Assert.Equal((700, 0), (_budget.HeldBytes, _budget.WaitingReaders));
    }

    [Fact]
    public async Task OnPressure_WhileReadersWait_IsRaisedByTheWaitAndByEachReturn()
    {
        var raised = 0;
        _budget.OnPressure = () => raised++;
        await _budget.AdmitAsync(700, Token);
        _budget.Adjust(-1);
        Assert.Equal(0, raised);

        var waiting = _budget.AdmitAsync(500, Token);
        _budget.Adjust(-1);
        Assert.Equal(2, raised);

        _budget.Adjust(-600);
        await waiting;
        Assert.Equal(2, raised);
    }

    [Fact]
    public async Task MemoryReservation_PassedOver_KeepsWhatMustStayAndGivesTheRestBackAtTheEnd()
    {
        using (var room = await MemoryReservation.AdmitAsync(_budget, 500, Token))
        {
            room.TransferTo(300, stays: 100);
            Assert.Equal(200, _budget.HeldBytes);

            room.TransferTo(300, stays: 100);
            Assert.Equal(100, _budget.HeldBytes);

            room.TransferTo(50, stays: 100);
            room.Resize(150);
            Assert.Equal(150, _budget.HeldBytes);
        }

        Assert.Equal(0, _budget.HeldBytes);
    }

    [Fact]
    public async Task Gate_Full_HoldsTheNextUntilOneLeavesEvenByFailure()
    {
        var gate = new Gate(2);
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (a, b) = (gate.RunAsync(_ => first.Task, Token), gate.RunAsync(_ => second.Task, Token));
        var entered = false;
        var c = gate.RunAsync(_ => Task.FromResult(entered = true), Token);

        Assert.False(entered);
        first.SetException(new IOException("planned"));

        await Assert.ThrowsAsync<IOException>(() => a);
        Assert.True(await c);
        second.SetResult(1);
        Assert.Equal(1, await b);
    }

    [Fact]
    public async Task Gate_WaiterGivesUp_ItsPlaceInTheQueueIsGone()
    {
        var gate = new Gate(1);
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var impatience = new CancellationTokenSource();
        var inside = gate.RunAsync(_ => first.Task, Token);
        var gone = gate.RunAsync(_ => Task.FromResult(2), impatience.Token);
        var patient = gate.RunAsync(_ => Task.FromResult(3), Token);

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.False(patient.IsCompleted);
        first.SetResult(1);

        Assert.Equal((1, 3), (await inside, await patient));
        Assert.Equal(4, await gate.RunAsync(_ => Task.FromResult(4), Token));
    }

    [Fact]
    public async Task Gate_ManyWaiters_GoInInTheOrderTheyCame()
    {
        var gate = new Gate(1);
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var order = new System.Collections.Concurrent.ConcurrentQueue<int>();
        var inside = gate.RunAsync(_ => first.Task, Token);
        var waiters = Enumerable.Range(0, 50).Select(number => gate.RunAsync(_ =>
        {
            order.Enqueue(number);
            return Task.FromResult(number);
        }, Token)).ToArray();

        first.SetResult(1);
        await inside;
        await Task.WhenAll(waiters);

        Assert.Equal(Enumerable.Range(0, 50), order);
    }
}
