using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Reading;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>When a shard is read next: at once behind the tip, with growing pauses at it.</summary>
internal sealed class ShardPace(TimeProvider clock, PodSettings settings, Func<TimeSpan, TimeSpan> jittered)
{
    private TimeSpan _pause;
    private long _since;

    /// <summary>When the last call that found the tip was sent; null behind it.</summary>
    public DateTimeOffset? TipSeenAt { get; private set; }

    public TimeSpan UntilDue => _pause == TimeSpan.Zero ? TimeSpan.Zero : _pause - clock.GetElapsedTime(_since);

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

        var (min, max) = (settings.IdlePollMin, settings.IdlePollMax);
        var grown = page.Count > 0 || _pause == TimeSpan.Zero ? min : _pause * 2;
        SleepFor(grown < max ? grown : jittered(max));
    }

    /// <summary>The tip that was seen was not reached after all.</summary>
    public void ForgetTip() => TipSeenAt = null;

    /// <summary>Waits the longest pause before the next read.</summary>
    public void Pause() => SleepFor(jittered(settings.IdlePollMax));

    private void SleepFor(TimeSpan pause) => (_pause, _since) = (pause, clock.GetTimestamp());
}
