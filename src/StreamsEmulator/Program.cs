using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator;
using KeyspacesStreamer.StreamsEmulator.Commands;

try
{
    // Signals are left to the server's own host, which finishes open answers first; the command line's handler would race with it.
    return await EmulatorCommandLine.Create(TimeProvider.System).Parse(args)
        .InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception exception) when (exception is EmulatorException or JsonException or IOException or UnauthorizedAccessException or FormatException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
