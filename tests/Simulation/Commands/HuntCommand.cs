using System.CommandLine;
using KeyspacesStreamer.Simulation.Planting;

namespace KeyspacesStreamer.Simulation.Commands;

/// <summary><c>simulate hunt</c>: in a copy with planted faults, switches on one after the other and runs schedules until it is caught.</summary>
internal static class HuntCommand
{
    public static Command Create()
    {
        var write = new Option<bool>("--write") { Description = "Writes the table of docs/simulation/planted-faults.md instead of comparing with it." };
        var fault = new Option<string[]>("--fault") { Description = "Looks for this one alone; may be repeated.", DefaultValueFactory = _ => [] };
        var command = new Command("hunt", "Looks for every planted fault. Exit code 6 when one gets away.") { write, fault };
        command.SetAction(parsed => PlantingCommand.Hunt(parsed.GetRequiredValue(fault), parsed.GetValue(write), Environment.ProcessorCount));
        return command;
    }
}
