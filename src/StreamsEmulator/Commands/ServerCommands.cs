using System.CommandLine;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>ledger, calls, stop.</summary>
internal static class ServerCommands
{
    public static IEnumerable<Command> Create() => [Ledger(), Calls(), Stop()];

    private static Command Ledger()
    {
        var table = new Option<string?>("--table") { Description = "KEYSPACE.TABLE; default: all tables." };
        var records = new Option<bool>("--records") { Description = "Add the records themselves, as far as they are not trimmed." };
        var command = new Command("ledger", "Print every shard and every record there ever was, as JSON Lines.") { table, records };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = (parsed.GetValue(table) ?? ".").Split('.', 2);
            var path = $"/ledger?keyspace={name[0]}&table={name[^1]}&records={(parsed.GetValue(records) ? "true" : "false")}";
            using var client = parsed.Client();
            return await client.GetAsync(path, cancellationToken);
        });
        return command;
    }

    private static Command Calls()
    {
        var command = new Command("calls", "Show how often each operation was called, faulted and refused.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            return await client.GetAsync("/calls", cancellationToken);
        });
        return command;
    }

    private static Command Stop()
    {
        var command = new Command("stop", "Stop the emulator.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            return await client.PostAsync("/stop", Stream.Null, cancellationToken);
        });
        return command;
    }
}
