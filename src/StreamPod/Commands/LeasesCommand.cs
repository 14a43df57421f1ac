using System.CommandLine;
using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary><c>streampod leases</c>: shows the lease table and mends it by hand.</summary>
internal static class LeasesCommand
{
    public static Command Create(CommandContext context) => new("leases", "Shows the leases of a stream and mends them by hand.")
    {
        CreateShow(context), CreateRewind(context), CreateRelease(context), LeaseRebuildCommand.Create(context),
    };

    private static Command CreateShow(CommandContext context)
    {
        var (settings, output) = (CommandOptions.Settings(), CommandOptions.Output());
        var command = new Command("show", "Shows workers, owners and checkpoints.") { settings, output };
        command.SetAction((parsed, cancellationToken) => WithTableAsync(context, parsed.GetRequiredValue(settings), async table =>
        {
            var listing = LeaseListing.Of(await table.ScanAsync(consistent: true, cancellationToken));
            await (parsed.GetValue(output) == CommandOptions.Json
                ? context.Output.WriteLineAsync(JsonSerializer.Serialize(listing, CommandJson.Default.LeaseListing))
                : listing.WriteAsync(context.Output));
            return ExitCodes.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command CreateRewind(CommandContext context)
    {
        var settings = CommandOptions.Settings();
        var shard = CommandOptions.Shard("Shard to rewind.");
        shard.Required = true;
        var to = new Option<string>("--to") { Description = "The last number that counts as committed, preferably the end of a group, or TRIM_HORIZON.", HelpName = "SEQUENCE|TRIM_HORIZON", Required = true };
        var force = new Option<bool>("--force") { Description = "Also when the lease has an owner, or a child shard was read already." };
        var command = new Command("rewind", "Sets a shard's checkpoint back, so that its changes are read again.") { settings, shard, to, force };
        command.SetAction((parsed, cancellationToken) => WithTableAsync(context, parsed.GetRequiredValue(settings), table =>
            new LeaseRewind(context, table).RunAsync(new(parsed.GetRequiredValue(shard)), parsed.GetRequiredValue(to), parsed.GetValue(force), cancellationToken), cancellationToken));
        return command;
    }

    private static Command CreateRelease(CommandContext context)
    {
        var settings = CommandOptions.Settings();
        var shard = CommandOptions.Shard("Shard to release.");
        var all = new Option<bool>("--all") { Description = "Release every lease of the owner." };
        var owner = new Option<string>("--owner") { Description = "Owner the leases have now: pod, or pod/incarnation.", HelpName = "NAME", Required = true };
        var command = new Command("release", "Takes leases away from an owner that is gone, so that others take them at once.") { settings, shard, all, owner };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == (result.GetValue(shard) is not null))
            {
                result.AddError("Write either --shard ID or --all.");
            }
        });
        command.SetAction((parsed, cancellationToken) => WithTableAsync(context, parsed.GetRequiredValue(settings), table =>
            new LeaseRelease(context, table).RunAsync(parsed.GetValue(shard), parsed.GetRequiredValue(owner), cancellationToken), cancellationToken));
        return command;
    }

    private static Task<int> WithTableAsync(CommandContext context, string path, Func<ILeaseTable, Task<int>> command, CancellationToken cancellationToken) =>
        SettingsGate.PassAsync(context, path, async settings =>
        {
            await using var table = context.OpenLeases(settings);
            await table.EnsureAsync(create: false, cancellationToken);
            return await command(table);
        });
}
