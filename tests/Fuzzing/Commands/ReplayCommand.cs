using System.CommandLine;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Fuzzing.Engine;
using KeyspacesStreamer.Fuzzing.Targets;

namespace KeyspacesStreamer.Fuzzing.Commands;

/// <summary><c>fuzz replay</c>: one input again, to see what is wrong with it.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("TARGET");
        var file = new Argument<string>("FILE");
        var command = new Command("replay", "Gives one input to its target. Exit code 6 when an invariant is broken.") { name, file };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (FuzzTargets.Find(parsed.GetRequiredValue(name)) is not { } target)
            {
                output.WriteLine($"There is no target {parsed.GetRequiredValue(name)}.");
                return ExitCodes.InvalidSettings;
            }

            var problem = Probe.Try(target, File.ReadAllBytes(parsed.GetRequiredValue(file)));
            output.WriteLine(problem?.ToString() ?? "Its invariants hold.");
            return problem is null ? ExitCodes.Ok : ExitCodes.VerificationFailed;
        });
        return command;
    }
}
