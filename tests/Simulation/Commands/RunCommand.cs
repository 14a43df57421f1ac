using System.CommandLine;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Simulation.Commands;

/// <summary><c>simulate run</c>: many seeds; a failing one is shrunk and shown.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var shape = new ShapeOptions();
        var first = new Option<int>("--from") { Description = "The first seed.", HelpName = "SEED", DefaultValueFactory = _ => 1 };
        var count = new Option<int>("--schedules") { Description = "How many seeds.", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var threads = new Option<int>("--threads") { Description = "Runs at once.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var most = new Option<int>("--failures") { Description = "Stops when so many seeds have failed.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var folder = new Option<string>("--output") { Description = "Where failing schedules are left.", HelpName = "FOLDER", DefaultValueFactory = _ => "artifacts/simulation" };
        var command = new Command("run", "Runs many seeds. Exit code 6 when an invariant was broken.") { first, count, threads, most, folder };
        shape.AddTo(command);
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (shape.Read(parsed) is not { } pipeline)
            {
                return ExitCodes.InvalidSettings;
            }

            var result = new PipelineSimulation(pipeline.Settings)
            {
                Pods = pipeline.Pods,
                Shards = pipeline.Shards,
                FirstSeed = parsed.GetValue(first),
                Schedules = parsed.GetValue(count),
                Threads = parsed.GetValue(threads),
                MostFailures = parsed.GetValue(most),
                FailureFolder = parsed.GetRequiredValue(folder),
                OnProgress = done =>
                {
                    if (done % 10_000 == 0)
                    {
                        error.WriteLine($"{done} schedules");
                    }
                },
            }.Run();
            output.Write(result.Failures);
            output.WriteLine(result.Summary);
            return result.IsGreen ? ExitCodes.Ok : ExitCodes.VerificationFailed;
        });
        return command;
    }
}
