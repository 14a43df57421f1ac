using System.CommandLine;
using System.CommandLine.Invocation;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Hosting;

/// <summary>One command line run to its end, with an exit code and a line on stderr for whatever happens.</summary>
public sealed class CommandLineRun
{
    /// <summary>The program and its verbs.</summary>
    public required RootCommand Program { get; init; }

    /// <summary>Where results go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where refusals and failures go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What an exception that ends a command means: an exit code, and the sentence that a person reads.</summary>
    public required Func<Exception, (int ExitCode, string Text)> Explain { get; init; }

    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="cancellationToken">Cancelled when the process is told to stop; the command then ends in its own time.</param>
    /// <returns>What the command returned; <see cref="ExitCodes.InvalidSettings"/> for words that no command knows; <see cref="ExitCodes.Unexpected"/> for a command that was stopped.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var parsed = Program.Parse(arguments);
        var invocation = new InvocationConfiguration
        {
            Output = Output,
            Error = Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // signals are ours: stopping in good order takes longer than the two seconds given there
        };
        try
        {
            var result = await parsed.InvokeAsync(invocation, cancellationToken);
            return parsed.Action is ParseErrorAction ? ExitCodes.InvalidSettings : result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Error.WriteLineAsync("Stopped.");
            return ExitCodes.Unexpected;
        }
        catch (Exception problem)
        {
            var (code, text) = Explain(problem);
            await Error.WriteLineAsync(text);
            return code;
        }
    }
}
