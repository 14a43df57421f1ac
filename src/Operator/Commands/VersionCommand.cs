using System.CommandLine;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Configuration;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary><c>streamer-operator version</c>: which build this is.</summary>
internal static class VersionCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("version", "Prints the version.");
        command.SetAction(async (_, _) =>
        {
            await context.Output.WriteLineAsync(OperatorVersion.Text);
            return ExitCodes.Ok;
        });
        return command;
    }
}
