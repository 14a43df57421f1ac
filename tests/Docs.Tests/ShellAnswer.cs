using System.Diagnostics;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>What a program said and how it ended.</summary>
internal sealed record ShellAnswer(int Code, string Output, string Error)
{
    /// <param name="program">A full path, or one below the checkout.</param>
    /// <param name="arguments">Words after it.</param>
    public static async Task<ShellAnswer> OfAsync(string program, params IReadOnlyList<string> arguments)
    {
        var token = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Path.Combine(RepositoryRoot.Path, program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
        await process.WaitForExitAsync(token);
        return new ShellAnswer(process.ExitCode, await output, await error);
    }
}
