using System.CommandLine;
using System.CommandLine.Invocation;
using k8s.Exceptions;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>The command line of <c>streamer-operator</c>: its verbs, and what comes of it as an exit code.</summary>
internal static class CommandLine
{
    public static RootCommand Create(CommandContext context)
    {
        return new RootCommand("Runs KeyspacesCdcStream resources: pods that read Amazon Keyspaces change streams into S3.")
        {
            RunCommand.Create(context, context.Run), IamCommand.Create(context, context.MakePolicies), CheckCommand.Create(context), FinalizersCommand.Create(context), VersionCommand.Create(context),
        };
    }

    /// <summary>Runs one command line to its end.</summary>
    /// <param name="context">Terminal, environment and cluster.</param>
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
            ProcessTerminationTimeout = null, // signals are ours: letting go of the lead takes longer than the two seconds given there
        };
        try
        {
            var code = await parsed.InvokeAsync(invocation, cancellationToken);
            return parsed.Action is ParseErrorAction ? ExitCodes.InvalidSettings : code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("Stopped.");
            return ExitCodes.Unexpected;
        }
        catch (Exception exception)
        {
            await context.Error.WriteLineAsync(exception is IOException or HttpRequestException or KubeConfigException ? $"{exception.Message.TrimEnd('.')}." : exception.ToString());
            return exception switch
            {
                HttpRequestException => ExitCodes.Unavailable,
                KubeConfigException => ExitCodes.InvalidSettings,
                _ => ExitCodes.Unexpected,
            };
        }
    }
}
