using System.Globalization;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>Where a version of the kernel's control groups keeps limit, peak and kills.</summary>
/// <param name="Mark">Exists where groups of this version can bound memory; new groups are beside it.</param>
/// <param name="Limit">Limit of memory.</param>
/// <param name="SwapLimit">Limit of swap.</param>
/// <param name="SwapCountsMemory">Whether that limit is one for memory and swap together.</param>
/// <param name="Peak">Most bytes so far.</param>
/// <param name="Events">Lines of words and counts, oom_kill among them.</param>
internal sealed record MemoryGroupFiles(string Mark, string Limit, string SwapLimit, bool SwapCountsMemory, string Peak, string Events)
{
    public static readonly MemoryGroupFiles[] Known =
    [
        new("/sys/fs/cgroup/memory/memory.limit_in_bytes", "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", true, "memory.max_usage_in_bytes", "memory.oom_control"),
        new("/sys/fs/cgroup/cgroup.subtree_control", "memory.max", "memory.swap.max", false, "memory.peak", "memory.events"),
    ];

    /// <summary>Files and values, in the order in which the kernel takes them.</summary>
    public IReadOnlyList<(string File, string Value)> Limits(long bytes) =>
        [(Limit, Text(bytes)), (SwapLimit, Text(SwapCountsMemory ? bytes : 0))];

    private static string Text(long bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}
