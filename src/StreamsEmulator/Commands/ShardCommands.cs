using System.CommandLine;
using KeyspacesStreamer.StreamsEmulator.Control;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>split, merge, trim.</summary>
internal static class ShardCommands
{
    public static IEnumerable<Command> Create() => [Split(), Merge(), Trim()];

    private static Command Split()
    {
        var table = TableArgument.Create();
        var shard = new Option<string?>("--shard") { Description = "Default: the first open shard." };
        var into = new Option<int>("--into") { Description = "Number of children.", DefaultValueFactory = _ => 2 };
        var command = new Command("split", "Split an open shard.") { table, shard, into };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            var order = new SplitRequest { ShardId = parsed.GetValue(shard), Into = parsed.GetValue(into) };
            return await client.PostAsync(parsed.PathOf(table) + "/split", order, cancellationToken);
        });
        return command;
    }

    private static Command Merge()
    {
        var table = TableArgument.Create();
        var shards = new Option<string[]>("--shard") { Description = "Repeatable; default: the first two open shards." };
        var command = new Command("merge", "Merge neighbouring open shards into one.") { table, shards };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            var order = new MergeRequest { ShardIds = parsed.GetValue(shards) ?? [] };
            return await client.PostAsync(parsed.PathOf(table) + "/merge", order, cancellationToken);
        });
        return command;
    }

    private static Command Trim()
    {
        var table = TableArgument.Create();
        var shard = new Option<string?>("--shard") { Description = "Default: all shards." };
        var olderThan = new Option<double?>("--older-than") { Description = "Seconds of age from which records go." };
        var through = new Option<string?>("--through") { Description = "Sequence number up to which records go, itself included." };
        var oldest = new Option<int?>("--oldest") { Description = "How many of the oldest records of each shard go." };
        var removeShards = new Option<bool>("--remove-shards") { Description = "Closed shards without records disappear." };
        var command = new Command("trim", "Trim records; without a limit all of them.") { table, shard, olderThan, through, oldest, removeShards };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            var order = new TrimRequest
            {
                ShardId = parsed.GetValue(shard),
                OlderThanSeconds = parsed.GetValue(olderThan),
                ThroughSequenceNumber = parsed.GetValue(through),
                Oldest = parsed.GetValue(oldest),
                RemoveShards = parsed.GetValue(removeShards),
            };
            return await client.PostAsync(parsed.PathOf(table) + "/trim", order, cancellationToken);
        });
        return command;
    }
}
