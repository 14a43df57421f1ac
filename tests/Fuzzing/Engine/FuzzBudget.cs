namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>When a run of one target ends: after so much time or so many inputs, whichever is first.</summary>
internal sealed class FuzzBudget(TimeProvider clock, TimeSpan time, long inputs)
{
    private readonly long _since = clock.GetTimestamp();

    public bool IsSpent(long done) => done >= inputs || (done % 256 == 0 && clock.GetElapsedTime(_since) >= time);
}
