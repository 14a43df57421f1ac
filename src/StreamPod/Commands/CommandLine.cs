using System.CommandLine;
using Amazon.Runtime;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Hosting;
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
            SettingsCommand.Create(context), SchemaCommand.Create(context), DdlCommand.Create(context), LeasesCommand.Create(context), VerifyCommand.Create(context),
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
    public static Task<int> RunAsync(CommandContext context, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        new CommandLineRun { Program = Create(context), Output = context.Output, Error = context.Error, Explain = Explain }.RunAsync(arguments, cancellationToken);

    private static (int ExitCode, string Text) Explain(Exception problem)
    {
        var code = ProcessFaults.ExitCodeOf(problem);
        return (code, code == ExitCodes.Unexpected && problem is not AmazonServiceException ? problem.ToString() : FaultText.Of(problem));
    }
}
