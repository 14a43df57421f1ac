using System.Diagnostics;
using Xunit;

namespace KeyspacesStreamer.Testing.Rendering;

/// <summary>Runs a script of the tree to its end.</summary>
internal static class Script
{
    /// <param name="path">Below the checkout, such as eng/helm/render.sh.</param>
    /// <param name="arguments">Words after it.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="environment">Variables besides those of this process.</param>
    public static async Task<ScriptAnswer> RunAsync(string path, IReadOnlyList<string> arguments, string? input = null, params IReadOnlyList<(string Name, string Value)> environment)
    {
        var token = TestContext.Current.CancellationToken;
        var command = new ProcessStartInfo(RepositoryRoot.PathOf(path.Split('/')), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            command.Environment[name] = value;
        }

        using var process = Process.Start(command) ?? throw new InvalidOperationException($"{path} did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
        await process.StandardInput.WriteAsync(input.AsMemory(), token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(token);
        return new ScriptAnswer(process.ExitCode, await output, await error);
    }
}
