using KeyspacesStreamer.Simulation.Running;

namespace KeyspacesStreamer.Simulation.Tests.Running;

public sealed class SimulatedProcessTests
{
    private readonly SimulationLoop _loop = new(seed: 1, isShuffled: true);
    private readonly List<string> _done = [];
    private Task? _work;

    [Fact]
    public void Kill_BetweenTwoAwaits_NothingOfTheRestRuns()
    {
        var process = new SimulatedProcess(_loop, "pod/1");
        var clock = new SimulatedClock(_loop, process);
        process.Post(_ => _work = WorkAsync(clock), null);
        _loop.After(TimeSpan.FromSeconds(1.5), process.Kill);

        Run();

        Assert.Equal(["began", "1 s"], _done);
        Assert.False(_work?.IsCompleted);
    }

    [Fact]
    public void Pause_ThenResume_GoesOnWhereItStoodAndLater()
    {
        var process = new SimulatedProcess(_loop, "pod/1");
        var clock = new SimulatedClock(_loop, process);
        process.Post(_ => _work = WorkAsync(clock), null);
        _loop.After(TimeSpan.FromSeconds(0.5), process.Pause);
        _loop.After(TimeSpan.FromSeconds(9), () => _done.Add("resumed"));
        _loop.After(TimeSpan.FromSeconds(9), process.Resume);

        Run();

        Assert.Equal(["began", "resumed", "1 s", "2 s"], _done);
        Assert.True(_loop.Now >= TimeSpan.FromSeconds(10).Ticks);
    }

    [Fact]
    public void Clock_RunsFast_ItsTimersRingEarlyAndItsWallClockJumps()
    {
        var process = new SimulatedProcess(_loop, "pod/1");
        var clock = new SimulatedClock(_loop, process, drift: 0.01, skew: TimeSpan.FromSeconds(-5));
        var began = clock.GetUtcNow();
        long rangAt = 0;
        using var timer = clock.CreateTimer(_ => rangAt = _loop.Now, null, TimeSpan.FromSeconds(101), Timeout.InfiniteTimeSpan);

        Run();
        clock.Jump(TimeSpan.FromHours(1));

        Assert.Equal(SimulatedClock.Beginning.AddSeconds(-5), began);
        Assert.InRange(TimeSpan.FromTicks(rangAt).TotalSeconds, 100, 100.001);
        Assert.InRange((clock.GetUtcNow() - began).TotalSeconds, 3_700, 3_702);
    }

    [Fact]
    public void Post_FromAnotherThread_IsReportedAndNotRun()
    {
        var process = new SimulatedProcess(_loop, "pod/1");
        var beside = new Thread(() => process.Post(_ => _done.Add("beside"), null));
        beside.Start();
        beside.Join();
        process.Post(_ => _done.Add("within"), null);

        Assert.Throws<InvalidOperationException>(Run);

        Assert.Equal(["within"], _done);
    }

    private void Run() => _loop.RunUntil(() => false, TimeSpan.FromMinutes(10).Ticks);

    private async Task WorkAsync(SimulatedClock clock)
    {
        _done.Add("began");
        await Task.Delay(TimeSpan.FromSeconds(1), clock, CancellationToken.None);
        _done.Add("1 s");
        await Task.Delay(TimeSpan.FromSeconds(1), clock, CancellationToken.None);
        _done.Add("2 s");
    }
}
