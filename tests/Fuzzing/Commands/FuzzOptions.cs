using System.CommandLine;

namespace KeyspacesStreamer.Fuzzing.Commands;

/// <summary>The options that a run hands on to the process that does the work.</summary>
internal sealed class FuzzOptions
{
    public Option<string[]> Targets { get; } = new("--target") { Description = "Targets to try; default all.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    public Option<double> Seconds { get; } = new("--seconds") { Description = "How long, over all targets.", HelpName = "N", DefaultValueFactory = _ => 60 };

    public Option<long> Inputs { get; } = new("--inputs") { Description = "The largest number of inputs of one target.", HelpName = "N", DefaultValueFactory = _ => long.MaxValue };

    public Option<int> Seed { get; } = new("--seed") { Description = "Seed of the changes.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public Option<string> Corpus { get; } = new("--corpus") { Description = "Folder of the inputs to begin with.", HelpName = "FOLDER", DefaultValueFactory = _ => "tests/Fuzzing/Corpus" };

    public Option<string> Findings { get; } = new("--findings") { Description = "Where inputs are left that broke something.", HelpName = "FOLDER", DefaultValueFactory = _ => "artifacts/fuzz" };

    public Option<string?> Keep { get; } = new("--keep") { Description = "Where inputs are left that took new ways, smallest first; default nowhere.", HelpName = "FOLDER" };

    public Option<double> HangSeconds { get; } = new("--hang-seconds") { Description = "How long one input may take.", HelpName = "N", DefaultValueFactory = _ => 20 };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Targets, Seconds, Inputs, Seed, Corpus, Findings, Keep, HangSeconds })
        {
            command.Add(option);
        }
    }
}
