using System.CommandLine;
using KeyspacesStreamer.Contracts.Settings;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary><c>streampod run</c>: reads the stream until told to stop.</summary>
internal static class RunCommand
{
    public static Command Create(CommandContext context, Func<StreamSettings, RunOptions, CancellationToken, Task<int>> run)
    {
        var settings = CommandOptions.Settings();
        var worker = new Option<string>("--worker") { Description = "Name of this worker, unique among the pods of the stream.", HelpName = "NAME", DefaultValueFactory = _ => context.DefaultWorker };
        var port = new Option<int?>("--port") { Description = "Port of metrics and probes instead of pod.port; 0 lets the system choose.", HelpName = "N" };
        var level = new Option<LogLevel>("--log-level") { Description = "Minimum log level.", DefaultValueFactory = _ => LogLevel.Information };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number is < 0 or > ushort.MaxValue)
            {
                result.AddError($"--port: write a number from 0 to {ushort.MaxValue}.");
            }
        });
        worker.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: > 0 and <= 253 } name || name.Contains('/', StringComparison.Ordinal) || name.Any(char.IsWhiteSpace))
            {
                result.AddError("--worker: write 1 to 253 characters without '/' and blanks.");
            }
        });
        var command = new Command("run", "Reads the stream and writes objects until SIGTERM.") { settings, worker, port, level };
        command.SetAction((parsed, cancellationToken) => SettingsGate.PassAsync(
            context,
            parsed.GetRequiredValue(settings),
            found => run(found, new RunOptions(parsed.GetRequiredValue(worker), parsed.GetValue(port) ?? found.Pod.Port, parsed.GetValue(level)), cancellationToken)));
        return command;
    }
}
