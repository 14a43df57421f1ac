using System.CommandLine;
using System.Globalization;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Rebuilding;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary><c>streampod leases rebuild</c>: makes a lease table that was lost, or set back in time, again from the objects in the bucket.</summary>
internal static class LeaseRebuildCommand
{
    public static Command Create(CommandContext context)
    {
        var (settings, output) = (CommandOptions.Settings(), CommandOptions.Output());
        var write = new Option<bool>("--write") { Description = "Write the leases. Without it, only say what would be written." };
        var acceptStarts = new Option<bool>("--accept-starts") { Description = "Accept chains that begin after a number: older objects expired." };
        var acceptBreaks = new Option<bool>("--accept-breaks") { Description = "Go on at the end of chains that are broken; what is lost or doubled in them stays so." };
        var acceptTrimmed = new Option<bool>("--accept-trimmed") { Description = "Also write shards whose place the stream may have removed; the pods then do what source.onTrimmedData says." };
        var setBack = new Option<bool>("--set-back") { Description = "Set a checkpoint that lies beyond the last object back to it, so that the changes between are read again." };
        var caughtUpAt = Moment("--caught-up-at", "A moment less than a day ago up to which all shards had been read to their tip.");
        var latestSince = Moment("--latest-since", "When a stream with startFrom: Latest was begun.");
        var noProgress = new Option<bool>("--no-progress") { Description = "Show no progress." };
        var command = new Command("rebuild", "Makes a lease table that was lost, or set back in time, again from the objects in the bucket. Writes nothing without --write.")
        {
            settings, write, acceptStarts, acceptBreaks, acceptTrimmed, setBack, caughtUpAt, latestSince, output, noProgress,
        };
        command.SetAction((parsed, cancellationToken) => SettingsGate.PassAsync(context, parsed.GetRequiredValue(settings), found =>
        {
            var options = new RebuildOptions
            {
                AcceptsStarts = parsed.GetValue(acceptStarts),
                AcceptsBreaks = parsed.GetValue(acceptBreaks),
                AcceptsTrimmed = parsed.GetValue(acceptTrimmed),
                SetsBack = parsed.GetValue(setBack),
                CaughtUpAt = parsed.GetValue(caughtUpAt),
                LatestSince = parsed.GetValue(latestSince),
            };
            var text = new RebuildText(context.Output, context.Error, parsed.GetValue(output) == CommandOptions.Json);
            return RunAsync(context, found, options, parsed.GetValue(write), text, context.IsErrorTerminal && !parsed.GetValue(noProgress), cancellationToken);
        }));
        return command;
    }

    private static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            {
                return moment;
            }

            result.AddError($"{name}: write a time as in 2026-01-02T03:04:05Z.");
            return null;
        },
    };

    private static async Task<int> RunAsync(
        CommandContext context, StreamSettings settings, RebuildOptions options, bool isWritten, RebuildText text, bool isShown, CancellationToken cancellationToken)
    {
        if (WrongWith(options, context.Clock.GetUtcNow()) is { } wrong)
        {
            await context.Error.WriteLineAsync(wrong);
            return ExitCodes.InvalidSettings;
        }

        await using var store = context.OpenObjects(settings);
        await using var table = context.OpenLeases(settings);
        await store.CheckAsync(cancellationToken);
        var source = await context.OpenStream(settings, cancellationToken);
        var isThere = await IsThereAsync(table, isWritten && settings.Checkpoint.Create, isWritten, cancellationToken);
        var progress = new VerificationProgress();
        await using var line = isShown ? new ProgressLine(context.Clock, context.Error, progress) : null;
        var retrier = new Retrier(new Backoff(context.Clock, context.Random), new RetryLines(context.Error));
        var rebuild = new TableRebuild(context.Clock, settings, source, table, store, retrier, progress);
        try
        {
            var plan = isWritten
                ? await rebuild.WriteAsync(options, found => text.ShowAsync(found, isWritten), cancellationToken)
                : await ShownAsync(await rebuild.PlanAsync(isThere, options, cancellationToken), text);
            return await text.EndAsync(plan, isWritten);
        }
        catch (RebuildRefusedException refusal)
        {
            foreach (var problem in refusal.Problems)
            {
                await context.Error.WriteLineAsync(problem);
            }

            return ExitCodes.Refused;
        }
    }

    private static async Task<RebuildPlan> ShownAsync(RebuildPlan plan, RebuildText text)
    {
        await text.ShowAsync(plan, isWritten: false);
        return plan;
    }

    private static string? WrongWith(RebuildOptions options, DateTimeOffset now) => options switch
    {
        { CaughtUpAt: { } moment } when moment > now => $"--caught-up-at: {moment:u} lies in the future.",
        { CaughtUpAt: { } moment } when StreamRetention.MayBeOver(moment, now) => $"--caught-up-at: {moment:u} is a day ago; of what was made since, the stream does not keep everything.",
        { LatestSince: { } moment } when moment > now => $"--latest-since: {moment:u} lies in the future.",
        _ => null,
    };

    /// <summary>A table that does not exist is an empty one, as long as nothing is written.</summary>
    private static async Task<bool> IsThereAsync(ILeaseTable table, bool create, bool isNeeded, CancellationToken cancellationToken)
    {
        try
        {
            await table.EnsureAsync(create, cancellationToken);
            return true;
        }
        catch (LeaseTableException problem) when (problem.IsMissing && !isNeeded)
        {
            return false;
        }
    }
}
