using System.Numerics;

namespace KeyspacesStreamer.StreamPod.Memory;

/// <summary>
/// How large the body of a page may be, for all shards of a pod. Every read has room for that much before it is sent, and reads no more: the service's own limit
/// is not documented, and what a page holds is not known until it is there.
/// </summary>
internal sealed class PageSizes
{
    private const int First = 1024 * 1024;
    private const int MostComfortable = 8 * 1024 * 1024;
    private const int MostOfAll = 64 * 1024 * 1024;

    // A body, its buffer's growth, and the records encoded from it.
    private const int RoomPerByte = 3;

    private readonly int _comfortable;
    private int _usual;

    public PageSizes(long budgetBytes)
    {
        _comfortable = Math.Min(MostComfortable, PowerOfTwo(budgetBytes / 64));
        _usual = Math.Min(First, _comfortable);
        // One read of this size takes all that readers may have, and waits until nothing else is held.
        Largest = Math.Min(MostOfAll, Math.Max(_comfortable, PowerOfTwo(budgetBytes / 8 * 7 / RoomPerByte)));
    }

    /// <summary>What a read is given at first. Grows while a share of the budget allows it; beyond that fewer records are asked for.</summary>
    public int Usual => Volatile.Read(ref _usual);

    /// <summary>What one record by itself may take.</summary>
    public int Largest { get; }

    /// <summary>Room for a page of the usual size.</summary>
    public long RoomForOne => RoomFor(Usual);

    /// <summary>Room that a page needs, with its buffer's growth and the records encoded from it.</summary>
    public static long RoomFor(int bodyBytes) => (long)bodyBytes * RoomPerByte;

    /// <summary>Makes the usual size larger than one that was too small.</summary>
    /// <returns>False when the budget does not allow it.</returns>
    public bool TryGrow(int tooSmall)
    {
        if (tooSmall >= _comfortable)
        {
            return false;
        }

        // Of several readers that find it too small at once, one makes it larger.
        Interlocked.CompareExchange(ref _usual, tooSmall * 2, tooSmall);
        return true;
    }

    private static int PowerOfTwo(long bytes) => (int)Math.Clamp(1L << BitOperations.Log2((ulong)Math.Max(bytes, 1)), 1024, MostOfAll);
}
