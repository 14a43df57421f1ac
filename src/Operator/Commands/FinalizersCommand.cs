using System.CommandLine;
using System.Globalization;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>
/// <c>streamer-operator finalizers</c>: lists streams that carry the operator's finalizer, and takes it off those that are named. For streams that no
/// operator works on any more: else they, and their namespaces, cannot be deleted.
/// </summary>
internal static class FinalizersCommand
{
    public static Command Create(CommandContext context)
    {
        var names = new Argument<string[]>("NAME") { Description = "Streams to take the finalizer off; without any, those that carry the finalizer are listed.", Arity = ArgumentArity.ZeroOrMore };
        var place = new Option<string>("--namespace", "-n") { Description = "Their namespace. Defaults to all namespaces for a list.", HelpName = "NAMESPACE" };
        var release = new Option<bool>("--release") { Description = "Take the finalizer off. Without it nothing is changed, and what would be is told." };
        var command = new Command("finalizers", $"Lists streams that carry {StreamApi.Finalizer}, and lets named ones go that no operator works on any more.") { names, place, release };
        command.Validators.Add(result =>
        {
            if (result.GetValue(names) is { Length: > 0 } && result.GetValue(place) is null)
            {
                result.AddError("Write --namespace NAMESPACE, in which the named streams are.");
            }

            if (result.GetValue(release) && result.GetValue(names) is not { Length: > 0 })
            {
                result.AddError("Write the names of the streams to take the finalizer off.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await context.HeldStreams().ListAsync(parsed.GetValue(place), cancellationToken) is not { } held)
            {
                await context.Error.WriteLineAsync($"The right is missing to list {StreamApi.Plural} in {parsed.GetValue(place) ?? "all namespaces"}.");
                return ExitCodes.MissingPermission;
            }

            return parsed.GetValue(names) is { Length: > 0 } wanted
                ? await ReleaseAsync(context, held, parsed.GetValue(place) ?? "", wanted, parsed.GetValue(release), cancellationToken)
                : await ListAsync(context, held);
        });
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, IReadOnlyList<HeldStream> held)
    {
        foreach (var stream in held)
        {
            await context.Output.WriteLineAsync($"{stream.Key} {TextOf(stream)}");
        }

        await context.Output.WriteLineAsync(held.Count == 1 ? "1 stream carries the finalizer." : $"{held.Count} streams carry the finalizer.");
        return ExitCodes.Ok;
    }

    private static async Task<int> ReleaseAsync(
        CommandContext context, IReadOnlyList<HeldStream> held, string place, IReadOnlyList<string> names, bool isMeant, CancellationToken cancellationToken)
    {
        var code = ExitCodes.Ok;
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if (held.FirstOrDefault(stream => stream.Key.Namespace == place && stream.Key.Name == name) is not { } stream)
            {
                await context.Error.WriteLineAsync($"{place}/{name} does not exist, or does not carry the finalizer.");
                code = ExitCodes.MissingResource;
                continue;
            }

            if (isMeant && !await context.HeldStreams().ReleaseAsync(stream, cancellationToken))
            {
                await context.Error.WriteLineAsync($"{stream.Key} is gone, or was changed in this moment: look again.");
                code = ExitCodes.MissingResource;
                continue;
            }

            await context.Output.WriteLineAsync(
                $"{stream.Key} {TextOf(stream)}: {(isMeant ? "the finalizer is off" : "the finalizer would be taken off")}. Its checkpoint table {stream.Table} is kept, and pods that still run end with the stream, by the cluster's garbage collection.");
        }

        if (!isMeant)
        {
            await context.Output.WriteLineAsync("Nothing was changed. Write --release to do it; an operator that still works on a stream puts the finalizer on again.");
        }

        return code;
    }

    private static string TextOf(HeldStream stream) =>
        stream.DeletedAt is { } since ? string.Create(CultureInfo.InvariantCulture, $"(deleted {since.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z, and waits)") : "(not deleted)";
}
