namespace KeyspacesStreamer.Operator.WorkQueue;

/// <summary>Hears what a work queue does, to count and time it.</summary>
internal interface IQueueObserver
{
    /// <summary>An item was asked for; one that waits already counts once.</summary>
    void Added(int depth);

    /// <summary>A worker took an item that had waited so long.</summary>
    void Taken(int depth, TimeSpan waited);

    /// <summary>A worker is done with an item that it had so long.</summary>
    void Done(TimeSpan worked);

    /// <summary>An item is to be tried again after a pause.</summary>
    void Retried();
}
