using System.CommandLine;
using k8s.Exceptions;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Hosting;

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
    public static Task<int> RunAsync(CommandContext context, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        new CommandLineRun { Program = Create(context), Output = context.Output, Error = context.Error, Explain = Explain }.RunAsync(arguments, cancellationToken);

    private static (int ExitCode, string Text) Explain(Exception problem)
    {
        var code = problem switch
        {
            HttpRequestException => ExitCodes.Unavailable,
            KubeConfigException => ExitCodes.InvalidSettings,
            _ => ExitCodes.Unexpected,
        };
        return (code, problem is IOException or HttpRequestException or KubeConfigException ? $"{problem.Message.TrimEnd('.')}." : problem.ToString());
    }
}
