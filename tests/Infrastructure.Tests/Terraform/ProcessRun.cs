using System.Diagnostics;

namespace KeyspacesStreamer.Infrastructure.Tests.Terraform;

/// <summary>Runs a program to its end.</summary>
internal static class ProcessRun
{
    /// <param name="program">Path, or a name on PATH.</param>
    /// <param name="arguments">Words after it.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables besides those of this process; null takes one away.</param>
    /// <param name="input">Standard input.</param>
    public static async Task<ProcessAnswer> OfAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment, string input = "")
    {
        var token = TestContext.Current.CancellationToken;
        var command = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            command.Environment[name] = value;
        }

        using var process = Process.Start(command) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), token);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading what it was told.
        }

        await process.WaitForExitAsync(token);
        return new ProcessAnswer(process.ExitCode, await output, await error);
    }
}
