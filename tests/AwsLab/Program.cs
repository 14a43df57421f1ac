using KeyspacesStreamer.AwsLab;
using KeyspacesStreamer.AwsLab.Commands;

try
{
    // Signals are left to the server's own host, which finishes open answers first.
    return await LabCommandLine.Create(TimeProvider.System).Parse(args)
        .InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception exception) when (exception is LabException or IOException or UnauthorizedAccessException or FormatException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
