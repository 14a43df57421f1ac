using System.Collections.Concurrent;
using KeyspacesStreamer.StreamsEmulator.Faults;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>How often each operation was called, met a fault, or was refused.</summary>
internal sealed class CallCounts
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Add(string operation, FaultKind? fault)
    {
        Increment(operation);
        if (fault is { } kind)
        {
            Increment($"{operation}/{kind}");
        }
    }

    public void AddRefusal(string type) => Increment(type[(type.IndexOf('#', StringComparison.Ordinal) + 1)..]);

    public IReadOnlyDictionary<string, long> Snapshot() =>
        new SortedDictionary<string, long>(_counts.ToDictionary(), StringComparer.Ordinal);

    private void Increment(string name) => _counts.AddOrUpdate(name, 1, (_, count) => count + 1);
}
