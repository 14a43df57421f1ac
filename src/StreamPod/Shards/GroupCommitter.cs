using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>The writing side of a shard's loop: one closed group at a time, prepared and stored in the background, committed soon after.</summary>
internal sealed class GroupCommitter(TimeProvider clock, GroupWriter writer, WakeSignal wake) : IDisposable
{
    /// <summary>How long a stored group waits for the next PREPARE to carry its commit.</summary>
    private static readonly TimeSpan CommitLinger = TimeSpan.FromSeconds(1);

    private Task<StoreOutcome>? _writing;
    private long _writingSince;
    private long _storedAt;

    /// <summary>The group being written, or null.</summary>
    public Group? Group { get; private set; }

    public bool IsBusy => _writing is not null;

    /// <summary>Whether a group is stored and not yet committed.</summary>
    public bool IsCommitOpen => writer.HasStored && !IsBusy;

    /// <summary>Since when a write is under way, a timestamp; null when none is.</summary>
    public long? BusySince => IsBusy ? _writingSince : null;

    /// <summary>Time until the stored group must be committed; null when there is none.</summary>
    public TimeSpan? UntilDue => IsCommitOpen ? CommitLinger - clock.GetElapsedTime(_storedAt) : null;

    public void Start(Group group, CancellationToken cancellationToken)
    {
        Group = group;
        _writingSince = clock.GetTimestamp();
        _writing = wake.AfterAsync(writer.WriteAsync(group, cancellationToken));
    }

    /// <summary>Takes in the write that came to its end, if one did.</summary>
    /// <returns>What it came to; null when none ended.</returns>
    public async Task<StoreOutcome?> HarvestAsync()
    {
        if (_writing is not { IsCompleted: true } write)
        {
            return null;
        }

        _writing = null;
        var outcome = await write;
        ReleaseGroup();
        _storedAt = clock.GetTimestamp();
        return outcome;
    }

    /// <summary>Commits the stored group when somebody wants it or no PREPARE has come to carry it.</summary>
    /// <returns>Whether there was one to commit.</returns>
    public async Task<bool> CommitIfDueAsync(bool isWanted, DateTimeOffset? caughtUpAt, CancellationToken cancellationToken)
    {
        var isDue = UntilDue is { } left && (isWanted || left <= TimeSpan.Zero);
        if (isDue)
        {
            await writer.CommitAsync(caughtUpAt, cancellationToken);
        }

        return isDue;
    }

    /// <summary>Ends the write under way; what it prepared stays prepared.</summary>
    public async Task StopAsync(CancellationTokenSource writes)
    {
        await StopSignal.SendAsync(writes);
        if (_writing is { } writing)
        {
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    public void Dispose() => ReleaseGroup();

    private void ReleaseGroup()
    {
        Group?.Dispose();
        Group = null;
    }
}
