using System.CommandLine;
using KeyspacesStreamer.StreamsEmulator.Commands;

namespace KeyspacesStreamer.Docs.Tests.Programs;

/// <summary>The command lines of our three programs, as they are built.</summary>
internal static class CommandLines
{
    public static IReadOnlyDictionary<string, RootCommand> All { get; } = new Dictionary<string, RootCommand>(StringComparer.Ordinal)
    {
        ["streampod"] = StreamPod.Commands.CommandLine.Create(new StreamPod.Commands.CommandContext
        {
            Clock = TimeProvider.System,
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            IsErrorTerminal = false,
            DefaultWorker = "worker",
            Run = (_, _, _) => Task.FromResult(0),
            OpenObjects = _ => throw new NotSupportedException(),
            OpenLeases = _ => throw new NotSupportedException(),
            OpenStream = (_, _) => throw new NotSupportedException(),
            ReadSchema = (_, _, _) => throw new NotSupportedException(),
            Random = new Random(1),
        }),
        ["streamer-operator"] = Operator.Commands.CommandLine.Create(new Operator.Commands.CommandContext
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            ReadOptions = () => throw new NotSupportedException(),
            Run = (_, _) => Task.FromResult(0),
            MakePolicies = _ => throw new NotSupportedException(),
            FindStream = (_, _, _) => throw new NotSupportedException(),
            HeldStreams = () => throw new NotSupportedException(),
            Checks = _ => [],
        }),
        ["streams-emulator"] = EmulatorCommandLine.Create(TimeProvider.System),
    };
}
