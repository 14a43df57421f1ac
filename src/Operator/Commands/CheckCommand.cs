using System.CommandLine;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary><c>streamer-operator check</c>: one line for each thing that the operator needs; all are looked at, and the first that is wrong gives the exit code.</summary>
internal static class CheckCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("check", "Checks what the operator needs: CRD, rights, AWS credentials.");
        command.SetAction((_, cancellationToken) => WithOptions.RunAsync(context, async options =>
        {
            var code = ExitCodes.Ok;
            foreach (var check in context.Checks(options))
            {
                var finding = await check.RunAsync(cancellationToken);
                await context.Output.WriteLineAsync($"{(finding.Code == ExitCodes.Ok ? "ok  " : "FAIL")} {check.Name}: {finding.Message}");
                code = code == ExitCodes.Ok ? finding.Code : code;
            }

            return code;
        }));
        return command;
    }
}
