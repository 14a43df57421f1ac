using System.CommandLine;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Fuzzing.Engine;
using KeyspacesStreamer.Fuzzing.Targets;

namespace KeyspacesStreamer.Fuzzing.Commands;

/// <summary><c>fuzz work</c>: one target, in the copy that counts branches.</summary>
internal static class WorkCommand
{
    public static Command Create()
    {
        var options = new FuzzOptions();
        var currentFile = new Option<string>("--current") { Description = "File of the input that is being tried.", HelpName = "FILE", Required = true };
        var command = new Command("work", "Tries one target; started by run.") { currentFile };
        command.Hidden = true;
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var coverage = new CoverageMap();
            var output = parsed.InvocationConfiguration.Output;
            var target = FuzzTargets.Find(parsed.GetRequiredValue(options.Targets).Single())!;
            var seeds = SeedFiles.Of(target, parsed.GetRequiredValue(options.Corpus));
            using var current = new CurrentInput(parsed.GetRequiredValue(currentFile));
            using var watch = new HangWatch(TimeProvider.System, current, TimeSpan.FromSeconds(parsed.GetValue(options.HangSeconds)));
            var run = new FuzzRun(target, coverage, current, new Random(parsed.GetValue(options.Seed)));
            var budget = new FuzzBudget(TimeProvider.System, TimeSpan.FromSeconds(parsed.GetValue(options.Seconds)), parsed.GetValue(options.Inputs));
            var finding = run.Go([.. seeds.Select(seed => seed.Bytes)], budget);
            output.WriteLine($"{target.Name}: {run.Done} inputs, {run.Places} branches, {run.Kept.Count} inputs with ways of their own, {seeds.Count} of them kept before");
            if (parsed.GetValue(options.Keep) is { } keep)
            {
                Smallest(target, run.Kept).ForEach(input => SeedFiles.Keep(Path.Combine(keep, target.Name), input));
            }

            if (finding is null)
            {
                return ExitCodes.Ok;
            }

            output.WriteLine($"{target.Name}: {finding.Problem}");
            output.WriteLine($"{target.Name}: fuzz replay {target.Name} {SeedFiles.Keep(Path.Combine(parsed.GetRequiredValue(options.Findings), target.Name), finding.Input)}");
            return ExitCodes.VerificationFailed;
        });
        return command;
    }

    /// <summary>The inputs that still take new ways when the small ones go first.</summary>
    private static List<byte[]> Smallest(IFuzzTarget target, IReadOnlyList<byte[]> inputs)
    {
        var coverage = new CoverageMap();
        return [.. inputs.OrderBy(input => input.Length).Where(input =>
        {
            CoverageMap.Clear();
            Probe.Try(target, input);
            return coverage.TakeNew();
        })];
    }
}
