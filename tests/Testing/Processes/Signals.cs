using System.ComponentModel;
using System.Runtime.InteropServices;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>Sends signals to processes that the tests started.</summary>
internal static partial class Signals
{
    public static void Send(int processId, Signal signal)
    {
        if (Send(processId, (int)signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Signal {signal} could not be sent to process {processId}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int processId, int signal);
}
