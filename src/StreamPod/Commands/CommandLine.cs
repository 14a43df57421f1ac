using System.CommandLine;
using System.CommandLine.Invocation;
using Amazon.Runtime;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Faults;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>The command line of <c>streampod</c>: its verbs, and what comes of it as an exit code.</summary>
internal static class CommandLine
{
    public static RootCommand Create(CommandContext context)
    {
        var root = new RootCommand("Reads the change stream of an Amazon Keyspaces table and writes every change to S3 exactly once.")
        {
            SettingsCommand.Create(context), LeasesCommand.Create(context), VerifyCommand.Create(context),
        };
        if (context.Run is { } run)
        {
            root.Add(RunCommand.Create(context, run));
        }

        return root;
    }

    /// <summary>Runs one command line to its end.</summary>
    /// <param name="context">Clock, terminal and stores.</param>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="cancellationToken">Cancelled when the process is told to stop; the command then ends in its own time.</param>
    public static async Task<int> RunAsync(CommandContext context, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var parsed = Create(context).Parse(arguments);
        var invocation = new InvocationConfiguration
        {
            Output = context.Output,
            Error = context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // signals are ours: draining takes longer than the two seconds given there
        };
        try
        {
            var result = await parsed.InvokeAsync(invocation, cancellationToken);
            return parsed.Action is ParseErrorAction ? ExitCodes.InvalidSettings : result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("Stopped.");
            return ExitCodes.Unexpected;
        }
        catch (Exception exception)
        {
            var code = ProcessFaults.ExitCodeOf(exception);
            await context.Error.WriteLineAsync(code == ExitCodes.Unexpected && exception is not AmazonServiceException ? exception.ToString() : FaultText.Of(exception));
            return code;
        }
    }
}
