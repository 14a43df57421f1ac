using System.Diagnostics;
using KeyspacesStreamer.Docs.Tests.Pages;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>Asks the shell whether it understands a block, without running it.</summary>
internal static class Shell
{
    public static async Task<IReadOnlyList<string>> ProblemsOfAsync(CodeBlock block)
    {
        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo("bash", ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true }) ?? throw new InvalidOperationException("bash did not start.");
        var errors = process.StandardError.ReadToEndAsync(token);
        await process.StandardInput.WriteAsync($"{block.Text}\n".AsMemory(), token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(token);
        return process.ExitCode == 0 && (await errors).Length == 0 ? [] : [$"{block}: {await errors}"];
    }
}
