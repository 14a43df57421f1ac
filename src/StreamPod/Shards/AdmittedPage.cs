using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>A page with its share of the memory budget: what it holds itself, and room for its records' encoding that passes over to the group.</summary>
internal sealed class AdmittedPage : IDisposable
{
    private readonly ShardPage _page;
    private readonly MemoryReservation _room;

    public AdmittedPage(ShardPage page, MemoryReservation room, DateTimeOffset askedAt)
    {
        (_page, _room, AskedAt) = (page, room, askedAt);
        room.Resize(page.Count == 0 ? page.HeldBytes : page.HeldBytes * 2);
    }

    /// <summary>When the call was sent: everything created before is on this page or an earlier one if the page is at the tip.</summary>
    public DateTimeOffset AskedAt { get; }

    public int Next { get; private set; }

    public bool IsConsumed => Next >= _page.Count;

    public int Count => _page.Count;

    public bool IsLast => _page.NextIterator is null;

    public PagePosition Position => _page.Position;

    public ChangeRecord Current => _page[Next];

    public ChangeRecord this[int index] => _page[index];

    public void Advance() => Next++;

    /// <summary>Gives back room that a group now holds itself.</summary>
    public void TransferTo(long bytes) => _room.TransferTo(bytes, stays: _page.HeldBytes);

    public void Dispose()
    {
        _page.Dispose();
        _room.Dispose();
    }
}
