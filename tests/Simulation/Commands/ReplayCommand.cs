using System.CommandLine;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Simulation.Schedules;
using KeyspacesStreamer.Simulation.Traces;

namespace KeyspacesStreamer.Simulation.Commands;

/// <summary><c>simulate replay</c>: one run with its trace; start it under a debugger to step through the pods.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var shape = new ShapeOptions();
        var seed = new Option<int?>("--seed") { Description = "Seed of the run.", HelpName = "SEED" };
        var file = new Option<string?>("--schedule") { Description = "A schedule that was kept, instead of a seed.", HelpName = "FILE" };
        var all = new Option<bool>("--all") { Description = "Shows heartbeats and idle looks too." };
        var command = new Command("replay", "Runs one seed or one kept schedule, and shows every step. Exit code 6 when an invariant was broken.") { seed, file, all };
        shape.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(seed) is null == result.GetValue(file) is null)
            {
                result.AddError("replay: write either --seed or --schedule.");
            }
        });
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (shape.Read(parsed) is not { } pipeline)
            {
                return ExitCodes.InvalidSettings;
            }

            var schedule = parsed.GetValue(file) is { } path ? ScheduleDocument.Read(File.ReadAllText(path)) : ScheduleGenerator.Of(parsed.GetValue(seed) ?? 0, pipeline);
            var outcome = ScheduleRun.Of(schedule, isTraced: true);
            foreach (var line in parsed.GetValue(all) ? outcome.Trace : TraceText.WithoutRoutine(outcome.Trace))
            {
                output.WriteLine(line);
            }

            output.WriteLine(outcome.Violation is { } violation ? $"Broken: {violation}" : $"All invariants held: {outcome.Records} records in {outcome.Objects} objects, {outcome.Steps} steps.");
            return outcome.Violation is null ? ExitCodes.Ok : ExitCodes.VerificationFailed;
        });
        return command;
    }
}
