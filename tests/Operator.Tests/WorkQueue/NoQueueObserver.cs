using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Tests.WorkQueue;

/// <summary>Nobody listens: for queues that many threads use at once.</summary>
internal sealed class NoQueueObserver : IQueueObserver
{
    public void Added(int depth)
    {
    }

    public void Taken(int depth, TimeSpan waited)
    {
    }

    public void Done(TimeSpan worked)
    {
    }

    public void Retried()
    {
    }
}
