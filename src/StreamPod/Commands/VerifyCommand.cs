using System.CommandLine;
using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary><c>streampod verify</c>: proves that the bucket holds every change exactly once.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommandContext context)
    {
        var (settings, output) = (CommandOptions.Settings(), CommandOptions.Output());
        var deep = new Option<bool>("--deep") { Description = "Also read every object, in every format: checksum, record count, order, schema of rows." };
        var acceptStarts = new Option<bool>("--accept-starts") { Description = "Accept chains that begin after a number: older objects expired, or the lease table came from the Kinesis Client Library." };
        var noProgress = new Option<bool>("--no-progress") { Description = "Show no progress." };
        var command = new Command("verify", "Proves from bucket and leases that every change is in exactly one object.") { settings, deep, acceptStarts, output, noProgress };
        command.SetAction((parsed, cancellationToken) => SettingsGate.PassAsync(context, parsed.GetRequiredValue(settings), async found =>
        {
            var isShown = context.IsErrorTerminal && !parsed.GetValue(noProgress);
            var report = await VerifyAsync(context, found, parsed.GetValue(deep), parsed.GetValue(acceptStarts), isShown, cancellationToken);
            await (parsed.GetValue(output) == CommandOptions.Json
                ? context.Output.WriteLineAsync(JsonSerializer.Serialize(report, CommandJson.Default.VerificationReport))
                : VerificationText.WriteAsync(report, context.Output));
            return report.IsOk ? ExitCodes.Ok : ExitCodes.VerificationFailed;
        }));
        return command;
    }

    private static async Task<VerificationReport> VerifyAsync(
        CommandContext context, StreamSettings settings, bool isDeep, bool acceptsStarts, bool isShown, CancellationToken cancellationToken)
    {
        await using var store = context.OpenObjects(settings);
        await using var leases = context.OpenLeases(settings);
        await store.CheckAsync(cancellationToken);
        await leases.EnsureAsync(create: false, cancellationToken);
        var progress = new VerificationProgress();
        await using var line = isShown ? new ProgressLine(context.Clock, context.Error, progress) : null;
        return await new BucketVerification(store, leases, progress).RunAsync(ListingPrefix.AllOf(settings), isDeep, acceptsStarts, cancellationToken);
    }
}
