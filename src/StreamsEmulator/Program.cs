using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator;
using KeyspacesStreamer.StreamsEmulator.Commands;

try
{
    return await EmulatorCommandLine.Create(TimeProvider.System).Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (exception is EmulatorException or JsonException or IOException or UnauthorizedAccessException or FormatException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
