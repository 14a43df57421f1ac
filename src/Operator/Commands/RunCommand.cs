using System.CommandLine;
using KeyspacesStreamer.Operator.Configuration;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary><c>streamer-operator run</c>: works on streams until told to stop.</summary>
internal static class RunCommand
{
    public static Command Create(CommandContext context, Func<OperatorOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command("run", "Reconciles streams until SIGTERM; the environment holds its options.");
        command.SetAction((_, cancellationToken) => WithOptions.RunAsync(context, options => run(options, cancellationToken)));
        return command;
    }
}
