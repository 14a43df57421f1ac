using System.Globalization;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>A control group of the kernel that bounds the memory of the processes in it, swap included, as a container's does.</summary>
internal sealed class MemoryGroup : IAsyncDisposable
{
    private readonly string _folder;
    private readonly MemoryGroupFiles _files;

    private MemoryGroup(string folder, MemoryGroupFiles files) => (_folder, _files) = (folder, files);

    /// <summary>A process that writes its id there belongs to the group from then on.</summary>
    public string ProcessesFile => PathOf("cgroup.procs");

    /// <summary>The most that the kernel counted against the group so far.</summary>
    public long PeakBytes => long.Parse(File.ReadAllText(PathOf(_files.Peak)), CultureInfo.InvariantCulture);

    /// <summary>How many of its processes the kernel killed because the limit was reached.</summary>
    public int Kills => int.Parse(
        File.ReadLines(PathOf(_files.Events)).Single(line => line.StartsWith("oom_kill ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

    /// <param name="name">Name of the group, below the root of all groups.</param>
    /// <param name="limitBytes">What its processes may hold together.</param>
    /// <returns>Null where control groups of memory cannot be made.</returns>
    public static MemoryGroup? TryCreate(string name, long limitBytes)
    {
        if (MemoryGroupFiles.Known.FirstOrDefault(files => File.Exists(files.Mark)) is not { } found)
        {
            return null;
        }

        var group = new MemoryGroup(Path.Combine(Path.GetDirectoryName(found.Mark)!, name), found); // a mark has a folder
        try
        {
            Directory.CreateDirectory(group._folder);
            foreach (var (file, value) in found.Limits(limitBytes).Where(limit => File.Exists(group.PathOf(limit.File))))
            {
                File.WriteAllText(group.PathOf(file), value);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return File.Exists(group.PathOf(found.Peak)) ? group : null;
    }

    /// <summary>Removes the group, which the kernel allows once its last process is reaped.</summary>
    public async ValueTask DisposeAsync()
    {
        await Phase.UntilAsync(
            $"control group {_folder} is empty",
            () => Task.FromResult(string.IsNullOrWhiteSpace(File.ReadAllText(ProcessesFile)) ? null : "processes are in it"),
            CancellationToken.None);
        Directory.Delete(_folder);
    }

    private string PathOf(string file) => Path.Combine(_folder, file);
}
