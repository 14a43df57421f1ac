using System.CommandLine;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>The whole command line.</summary>
internal static class EmulatorCommandLine
{
    public static RootCommand Create(TimeProvider clock)
    {
        var root = new RootCommand("A local Amazon Keyspaces Streams service: real wire protocol, state in memory.")
        {
            EndpointOption.Instance,
            ServeCommand.Create(clock),
        };
        foreach (var command in new[]
        {
            TableCommands.Create(), ShardCommands.Create(), FaultCommands.Create(), WorkloadCommands.Create(), ServerCommands.Create(),
        }.SelectMany(commands => commands))
        {
            root.Add(command);
        }

        return root;
    }
}
