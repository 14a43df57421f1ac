using System.CommandLine;

namespace KeyspacesStreamer.Fuzzing.Commands;

/// <summary>The command line of the fuzzer.</summary>
internal static class FuzzCommandLine
{
    public static RootCommand Create() => new("Feeds the readers of keyspaces-streamer with bytes that nobody meant, and checks what they make of them.")
    {
        RunCommand.Create(), WorkCommand.Create(), ReplayCommand.Create(),
    };
}
