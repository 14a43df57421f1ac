using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Fuzzing.Tests;

/// <summary>The fuzzer as a process, and what it said.</summary>
internal static class FuzzProgram
{
    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        await using var process = await LoggedProcess.StartAsync(
            ProgramFiles.Fuzzing,
            ["run", "--corpus", RepositoryRoot.PathOf("tests", "Fuzzing", "Corpus"), .. arguments],
            new Dictionary<string, string>(),
            folder.PathOf("log"),
            TestContext.Current.CancellationToken);
        return (await process.WaitForExitAsync(TestContext.Current.CancellationToken), process.Log);
    }
}
