using System.Diagnostics;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>A process whose output goes straight into a file, so that nothing is lost when it is killed; it dies with the test process.</summary>
internal sealed class LoggedProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private LoggedProcess(ChildProcess process, string logFile) => (_process, LogFile) = (process, logFile);

    public string LogFile { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    public static Task<LoggedProcess> StartAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile, CancellationToken cancellationToken) =>
        StartAsync(program, arguments, environment, logFile, namesFile: null, cancellationToken);

    /// <summary>Starts it inside a control group: what it takes counts from its first byte, and its runtime finds the limit as it would in a container.</summary>
    public static Task<LoggedProcess> StartAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile, MemoryGroup group, CancellationToken cancellationToken) =>
        StartAsync("/bin/sh", ["-c", "echo $$ >\"$0\" && exec \"$@\"", group.ProcessesFile, program, .. arguments], environment, logFile, namesFile: null, cancellationToken);

    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables besides those of the tests.</param>
    /// <param name="logFile">Where its output goes.</param>
    /// <param name="namesFile">What it finds as /etc/hosts, which takes root; null for the machine's own.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<LoggedProcess> StartAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile, string? namesFile, CancellationToken cancellationToken)
    {
        // The shell opens the file and then becomes the program: one process, one id.
        var command = namesFile is null
            ? new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", logFile, program, .. arguments])
            : new ProcessStartInfo("/usr/bin/unshare", ["--mount", "/bin/sh", "-c", "mount --bind \"$1\" /etc/hosts && shift && exec \"$@\" >>\"$0\" 2>&1", logFile, namesFile, program, .. arguments]);
        foreach (var (name, value) in environment)
        {
            command.Environment[name] = value;
        }

        return File.Exists(program)
            ? new LoggedProcess(await ChildProcess.StartAsync(command, cancellationToken), logFile)
            : throw new FileNotFoundException($"There is no program {program}; build it first.");
    }

    public void Send(Signal signal)
    {
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, signal);
        }
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
