using System.CommandLine;
using KeyspacesStreamer.Simulation.Planting;

namespace KeyspacesStreamer.Simulation.Commands;

/// <summary><c>simulate hunt</c>: in a copy with planted faults, switches on one after the other and runs schedules until it is caught.</summary>
internal static class HuntCommand
{
    public static Command Create()
    {
        var write = new Option<bool>("--write") { Description = "Writes the table of docs/simulation/planted-faults.md instead of comparing with it." };
        var command = new Command("hunt", "Looks for every planted fault. Exit code 6 when one gets away.") { write };
        command.SetAction(parsed => PlantingCommand.Hunt(parsed.GetValue(write), Environment.ProcessorCount));
        return command;
    }
}
