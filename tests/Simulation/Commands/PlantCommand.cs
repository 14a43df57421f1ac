using System.CommandLine;
using KeyspacesStreamer.Simulation.Planting;

namespace KeyspacesStreamer.Simulation.Commands;

/// <summary><c>simulate plant</c>: copies the tree into a folder and plants every fault there, each behind a switch.</summary>
internal static class PlantCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Where the copy goes; what is there is replaced.", HelpName = "FOLDER" };
        var command = new Command("plant", "Copies the tree into a folder and plants every fault there; `make planted` does this and the rest.") { folder };
        command.SetAction(parsed => PlantingCommand.Plant(parsed.GetRequiredValue(folder)));
        return command;
    }
}
