using KeyspacesStreamer.StreamPod.Reading;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>When a shard is read next: at once behind the tip, with growing pauses at it.</summary>
internal sealed class ShardPace(PodContext pod)
{
    private TimeSpan _pause;
    private long _since;

    /// <summary>When the last call that found the tip was sent; null behind it.</summary>
    public DateTimeOffset? TipSeenAt { get; private set; }

    public TimeSpan UntilDue => _pause == TimeSpan.Zero ? TimeSpan.Zero : _pause - pod.Clock.GetElapsedTime(_since);

    public void Observe(AdmittedPage page)
    {
        // An empty page of an older server says nothing about the tip, but asking again at once would not help.
        var isTip = page.Position == PagePosition.AtTip || (page.Position == PagePosition.Unknown && page.Count == 0);
        TipSeenAt = page.Position == PagePosition.AtTip ? page.AskedAt : null;
        if (!isTip)
        {
            _pause = TimeSpan.Zero;
            return;
        }

        var (min, max) = (pod.Settings.Pod.IdlePollMin, pod.Settings.Pod.IdlePollMax);
        var grown = page.Count > 0 || _pause == TimeSpan.Zero ? min : _pause * 2;
        SleepFor(grown < max ? grown : pod.Jittered(max));
    }

    /// <summary>The tip that was seen was not reached after all.</summary>
    public void ForgetTip() => TipSeenAt = null;

    /// <summary>Waits the longest pause before the next read.</summary>
    public void Pause() => SleepFor(pod.Jittered(pod.Settings.Pod.IdlePollMax));

    private void SleepFor(TimeSpan pause) => (_pause, _since) = (pause, pod.Clock.GetTimestamp());
}
