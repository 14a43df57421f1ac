namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>Ends the process when one input takes too long: a reader that can be kept busy stops a shard, or a probe.</summary>
internal sealed class HangWatch : IDisposable
{
    /// <summary>Exit code of a process that hung.</summary>
    public const int ExitCode = 12;

    private readonly ITimer _timer;
    private long _last;
    private int _looks;

    /// <param name="clock">Time between looks.</param>
    /// <param name="current">What is being tried.</param>
    /// <param name="longest">So long may one input take; in looks, so that a machine that stood still is not taken for a hang.</param>
    public HangWatch(TimeProvider clock, CurrentInput current, TimeSpan longest)
    {
        var most = 20;
        _timer = clock.CreateTimer(_ => Look(current, most), null, longest / most, longest / most);
    }

    public void Dispose() => _timer.Dispose();

    private void Look(CurrentInput current, int most)
    {
        _looks = current.Number == _last ? _looks + 1 : 0;
        _last = current.Number;
        if (_looks >= most && current.Target is not null)
        {
            Environment.Exit(ExitCode);
        }
    }
}
