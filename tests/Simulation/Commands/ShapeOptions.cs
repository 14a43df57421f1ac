using System.CommandLine;
using KeyspacesStreamer.Simulation.Schedules;
using KeyspacesStreamer.StreamPod.Configuration;

namespace KeyspacesStreamer.Simulation.Commands;

/// <summary>The options that say which pipeline is simulated.</summary>
internal sealed class ShapeOptions
{
    private readonly Option<string?> _settings = new("--settings")
    {
        Description = "Settings file of the pipeline, as its pods read it. Default: many different settings.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _pods = Number("--pods", "Pods at the beginning. Default: 1 to 4, drawn from the seed.", 20);

    private readonly Option<int?> _shards = Number("--shards", "Shards at the beginning. Default: 1 to 4, drawn from the seed.", 100);

    public void AddTo(Command command)
    {
        command.Add(_settings);
        command.Add(_pods);
        command.Add(_shards);
    }

    /// <returns>Null when the settings are not sound; every problem was said.</returns>
    public PipelineShape? Read(ParseResult parsed)
    {
        var shape = new PipelineShape { Pods = parsed.GetValue(_pods), Shards = parsed.GetValue(_shards) };
        if (parsed.GetValue(_settings) is not { } path)
        {
            return shape;
        }

        var result = SettingsFile.Read(path);
        foreach (var problem in result.Problems)
        {
            parsed.InvocationConfiguration.Error.WriteLine(problem);
        }

        return result.Settings is null ? null : shape with { Settings = result.Settings };
    }

    private static Option<int?> Number(string name, string description, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } number && (number < 1 || number > most))
            {
                result.AddError($"{name}: write a number from 1 to {most}; found {number}.");
            }
        });
        return option;
    }
}
