namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>What was asked of the worker of a shard: to give its lease away, or to close its open group. Asked by any thread, answered by the worker's own.</summary>
internal sealed class ShardRequests(WakeSignal wake)
{
    private volatile bool _isReleaseAsked;
    private volatile bool _isCloseAsked;
    private volatile string? _successor;

    /// <summary>Whether the worker shall flush, commit and give the lease away.</summary>
    public bool IsReleaseAsked => _isReleaseAsked;

    /// <summary>Who gets the lease then; null for nobody.</summary>
    public string? Successor => _successor;

    /// <summary>Asks for the lease. The first one who asks names its next owner.</summary>
    public void AskRelease(string? successor)
    {
        if (!_isReleaseAsked)
        {
            _successor = successor;
            _isReleaseAsked = true;
        }

        wake.Set();
    }

    /// <summary>Asks to close the open group because memory is short.</summary>
    public void AskClose()
    {
        _isCloseAsked = true;
        wake.Set();
    }

    /// <summary>Whether the open group shall be closed; true once for each time that it was asked for.</summary>
    public bool TakeClose()
    {
        var isAsked = _isCloseAsked;
        _isCloseAsked = false;
        return isAsked;
    }
}
