namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>Signs of life of the pod's own loops, for liveness: a loop that neither turns nor tries again is stuck.</summary>
internal sealed class LivenessSignals(TimeProvider clock)
{
    private long _turned = clock.GetTimestamp();
    private long _beat = clock.GetTimestamp();
    private long _retried;

    public TimeSpan SinceTurn => clock.GetElapsedTime(Interlocked.Read(ref _turned));

    public TimeSpan SinceBeat => clock.GetElapsedTime(Interlocked.Read(ref _beat));

    /// <summary>Time since any action was seen to fail and be tried again; null before the first.</summary>
    public TimeSpan? SinceRetry => Interlocked.Read(ref _retried) is var at and not 0 ? clock.GetElapsedTime(at) : null;

    public void Turned() => Interlocked.Exchange(ref _turned, clock.GetTimestamp());

    public void Beat() => Interlocked.Exchange(ref _beat, clock.GetTimestamp());

    public void Retried() => Interlocked.Exchange(ref _retried, clock.GetTimestamp());
}
