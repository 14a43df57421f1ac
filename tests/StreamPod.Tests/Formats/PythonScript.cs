using System.Diagnostics;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Formats;

/// <summary>Scripts in Python, which read what we wrote with what is not ours.</summary>
internal static class PythonScript
{
    /// <param name="path">The script, below the folder of these tests.</param>
    /// <param name="arguments">Words after it.</param>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public static async Task<(int Code, string Answer)> RunAsync(string path, params string[] arguments)
    {
        var token = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("/usr/bin/python3", ["-s", "-B", RepositoryRoot.PathOf("tests", "StreamPod.Tests", path), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var python = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(token), python.StandardError.ReadToEndAsync(token));
        await python.WaitForExitAsync(token);
        return (python.ExitCode, await output + await errors);
    }
}
