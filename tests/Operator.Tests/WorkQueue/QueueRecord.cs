using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Tests.WorkQueue;

/// <summary>Remembers what a queue reported, one word each.</summary>
internal sealed class QueueRecord : IQueueObserver
{
    public List<string> Lines { get; } = [];

    public void Added(int depth) => Lines.Add($"added {depth}");

    public void Taken(int depth, TimeSpan waited) => Lines.Add($"taken {depth} {waited.TotalSeconds}");

    public void Done(TimeSpan worked) => Lines.Add($"done {worked.TotalSeconds}");

    public void Retried() => Lines.Add("retried");
}
