using System.CommandLine;
using System.CommandLine.Parsing;
using KeyspacesStreamer.Simulation.Planting;

namespace KeyspacesStreamer.Simulation.Commands;

/// <summary><c>simulate hunt</c>: in a copy with planted faults, switches on one after the other and runs schedules until it is caught.</summary>
internal static class HuntCommand
{
    public static Command Create()
    {
        var write = new Option<bool>("--write") { Description = "Writes the table of docs/simulation/planted-faults.md instead of comparing with it." };
        var fault = new Option<string[]>("--fault") { Description = "Looks for this one alone; may be repeated.", DefaultValueFactory = _ => [] };
        var part = new Option<HuntPart>("--part")
        {
            Description = "Looks for a part of them, as in 2/4: the second, the sixth, the tenth ...",
            CustomParser = result => HuntPart.TryParse(result.Tokens[0].Value) is { } one ? one : Refuse(result),
            DefaultValueFactory = _ => HuntPart.All,
        };
        var command = new Command("hunt", "Looks for every planted fault. Exit code 6 when one gets away.") { write, fault, part };
        command.SetAction(parsed => PlantingCommand.Hunt(parsed.GetRequiredValue(fault), parsed.GetRequiredValue(part), parsed.GetValue(write), Environment.ProcessorCount));
        return command;
    }

    private static HuntPart Refuse(ArgumentResult result)
    {
        result.AddError($"--part is written as 2/4, not as '{result.Tokens[0].Value}'.");
        return HuntPart.All;
    }
}
