using System.CommandLine;

namespace KeyspacesStreamer.Simulation.Commands;

/// <summary>The command line of the simulation kit.</summary>
internal static class SimulateCommandLine
{
    public static RootCommand Create() => new("Runs pods of keyspaces-streamer through simulated disasters, and judges what they write.")
    {
        RunCommand.Create(), ReplayCommand.Create(), PlantCommand.Create(), HuntCommand.Create(),
    };
}
