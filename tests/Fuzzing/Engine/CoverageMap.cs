using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>Which branches an input has taken, as the instrumented programs count them, and whether that was new.</summary>
/// <remarks>As in AFL: 64 KiB of counters, one for each pair of places, and a count is told apart by its power of two only.</remarks>
internal sealed unsafe class CoverageMap
{
    private const int Size = 65_536;

    // For as long as the process lives: what is instrumented counts whether anybody looks or not.
    private static readonly byte* Counters = (byte*)NativeMemory.AllocZeroed(Size);

    private readonly byte[] _seen = new byte[Size];

    /// <summary>Gives the counters to what is instrumented; nothing of it may run before.</summary>
    public CoverageMap() => Trace.SharedMem = Counters;

    /// <summary>Places that any input has reached so far.</summary>
    public int Places => _seen.Count(classes => classes != 0);

    public static void Clear()
    {
        NativeMemory.Clear(Counters, Size);
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the input since <see cref="Clear"/> took a branch, or took it so often, as none before; remembers it.</summary>
    public bool TakeNew()
    {
        var isNew = false;
        var words = new ReadOnlySpan<ulong>(Counters, Size / sizeof(ulong));
        for (var index = words.IndexOfAnyExcept(0UL); index >= 0;)
        {
            for (var place = index * sizeof(ulong); place < (index + 1) * sizeof(ulong); place++)
            {
                var kind = ClassOf(Counters[place]);
                isNew |= (_seen[place] & kind) != kind;
                _seen[place] |= kind;
            }

            var next = words[(index + 1)..].IndexOfAnyExcept(0UL);
            index = next < 0 ? -1 : index + 1 + next;
        }

        return isNew;
    }

    private static byte ClassOf(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
