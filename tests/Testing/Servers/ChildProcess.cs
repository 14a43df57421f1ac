using System.Collections.Concurrent;
using System.Diagnostics;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>A process that a test starts and that never outlives the test process, however that one ends.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int RememberedLines = 60;
    private const string SetPriv = "/usr/bin/setpriv";
    private static readonly ConcurrentDictionary<ChildProcess, bool> Living = new();
    private static readonly BlockingCollection<Action> Starts = StartingThread();

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines of standard output and standard error, oldest first.</summary>
    public string Output => string.Join('\n', _lines);

    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    public static async Task<ChildProcess> StartAsync(ProcessStartInfo command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (Path.IsPathRooted(command.FileName) && !File.Exists(command.FileName))
        {
            throw new FileNotFoundException($"There is no program {command.FileName}.");
        }

        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() => Complete(started, command), cancellationToken);
        return await started.Task;
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Ends the process as a crash would, and what it started.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Disposed before, by whoever else holds it.
        if (!Living.TryRemove(this, out _))
        {
            return;
        }

        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    // The kernel sends the parent's death signal when the THREAD that forked ends, and threads of the pool come and go.
    // So one thread that lives as long as the process does all the starting.
    private static BlockingCollection<Action> StartingThread()
    {
        var starts = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "child process starter" };
        thread.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();
        return starts;
    }

    private static void Complete(TaskCompletionSource<ChildProcess> started, ProcessStartInfo command)
    {
        try
        {
            started.SetResult(Start(command));
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            started.SetException(exception);
        }
    }

    private static ChildProcess Start(ProcessStartInfo command)
    {
        command.UseShellExecute = false;
        command.RedirectStandardInput = command.RedirectStandardOutput = command.RedirectStandardError = true;
        DieWithParent(command);
        var child = new ChildProcess(new Process { StartInfo = command });
        child._process.OutputDataReceived += child.Remember;
        child._process.ErrorDataReceived += child.Remember;
        child._process.Start();
        Living[child] = true;
        child._process.StandardInput.Close();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    private static void DieWithParent(ProcessStartInfo command)
    {
        if (!File.Exists(SetPriv))
        {
            return;
        }

        string[] wrapped = ["--pdeathsig", "KILL", "--", command.FileName, .. command.ArgumentList];
        command.FileName = SetPriv;
        command.ArgumentList.Clear();
        foreach (var word in wrapped)
        {
            command.ArgumentList.Add(word);
        }
    }

    private static void KillAll()
    {
        foreach (var child in Living.Keys)
        {
            child.Kill();
        }
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        _lines.Enqueue(line.Data);
        while (_lines.Count > RememberedLines)
        {
            _lines.TryDequeue(out _);
        }
    }
}
