using System.Globalization;

namespace KeyspacesStreamer.Fleet;

/// <summary>What the kernel counts against a control group that bounds memory, of either version of control groups.</summary>
/// <param name="folder">Folder of the group.</param>
internal sealed class MemoryBound(string folder)
{
    private const double Mebibyte = 1 << 20;

    private bool IsFirstVersion => File.Exists(Path.Combine(folder, "memory.limit_in_bytes"));

    /// <summary>The bound, the most that was counted so far, what a node counts as in use now, and whether the kernel ended a process of the group.</summary>
    public override string ToString()
    {
        var (limit, most, now, events) = IsFirstVersion
            ? ("memory.limit_in_bytes", "memory.max_usage_in_bytes", "memory.usage_in_bytes", "memory.oom_control")
            : ("memory.max", "memory.peak", "memory.current", "memory.events");
        var inUse = Read(now) - Named("memory.stat", IsFirstVersion ? "total_inactive_file" : "inactive_file");
        return $"{Read(most) / Mebibyte:0} MiB of {Read(limit) / Mebibyte:0} at most, files it read included; {inUse / Mebibyte:0} MiB in use now; {Named(events, "oom_kill")} ended by the kernel";
    }

    private long Read(string file) => long.Parse(File.ReadAllText(Path.Combine(folder, file)), CultureInfo.InvariantCulture);

    private long Named(string file, string name) => long.Parse(
        File.ReadLines(Path.Combine(folder, file)).First(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..], CultureInfo.InvariantCulture);
}
