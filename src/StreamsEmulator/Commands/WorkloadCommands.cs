using System.CommandLine;
using KeyspacesStreamer.StreamsEmulator.Workloads;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>workload and preload.</summary>
internal static class WorkloadCommands
{
    public static IEnumerable<Command> Create() => [Workload(), Preload()];

    private static Command Workload()
    {
        var defaults = new WorkloadRequest();
        var table = TableArgument.Create();
        var count = new Option<int>("--count") { Description = "Changes to make.", DefaultValueFactory = _ => defaults.Count };
        var rate = new Option<double>("--rate") { Description = "Changes a second; 0 is as fast as possible." };
        var shards = new Option<int>("--shards") { Description = "Shards if the table is created.", DefaultValueFactory = _ => defaults.Shards };
        var keys = new Option<int?>("--keys") { Description = "Distinct keys; default a tenth of the count." };
        var seed = new Option<int>("--seed") { Description = "Same seed, same changes.", DefaultValueFactory = _ => defaults.Seed };
        var splits = new Option<int>("--splits") { Description = "Splits spread over the run." };
        var merges = new Option<int>("--merges") { Description = "Merges spread over the run." };
        var payload = new Option<int>("--payload-bytes") { Description = "Random payload a row carries." };
        var statics = new Option<int>("--statics") { Description = "Of a hundred changes, how many write static columns." };
        var staticKeys = new Option<bool>("--static-clustering-keys") { Description = "Records of static columns carry clustering keys, if the table is created." };
        var viewType = new Option<string?>("--view-type") { Description = "View type if the table is created." };
        var background = new Option<bool>("--background") { Description = "Return at once; GET /_emulator/workloads tells how far it is." };
        var command = new Command("workload", "Make seeded changes of a media_content table.")
        {
            table, count, rate, shards, keys, seed, splits, merges, payload, statics, staticKeys, viewType, background,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (keyspace, name) = parsed.TableOf(table);
            var order = new WorkloadRequest
            {
                Keyspace = keyspace,
                Table = name,
                Count = parsed.GetValue(count),
                Rate = parsed.GetValue(rate),
                Shards = parsed.GetValue(shards),
                Keys = parsed.GetValue(keys),
                Seed = parsed.GetValue(seed),
                Splits = parsed.GetValue(splits),
                Merges = parsed.GetValue(merges),
                PayloadBytes = parsed.GetValue(payload),
                Statics = parsed.GetValue(statics),
                StaticClusteringKeys = parsed.GetValue(staticKeys),
                ViewType = parsed.GetValue(viewType),
            };
            using var client = parsed.Client();
            return await client.PostAsync(parsed.GetValue(background) ? "/workloads?wait=false" : "/workloads", order, cancellationToken);
        });
        return command;
    }

    private static Command Preload()
    {
        var defaults = new PreloadRequest();
        var table = TableArgument.Create();
        var shards = new Option<int>("--shards") { Description = "Shards if the table is created.", DefaultValueFactory = _ => defaults.Shards };
        var records = new Option<int>("--records-per-shard") { DefaultValueFactory = _ => defaults.RecordsPerShard };
        var bytes = new Option<int>("--record-bytes") { Description = "Size of a record, roughly.", DefaultValueFactory = _ => defaults.RecordBytes };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => defaults.Seed };
        var age = new Option<double>("--age") { Description = "How many seconds old the records say they are." };
        var command = new Command("preload", "Fill every open shard with a backlog at once.") { table, shards, records, bytes, seed, age };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (keyspace, name) = parsed.TableOf(table);
            var order = new PreloadRequest
            {
                Keyspace = keyspace,
                Table = name,
                Shards = parsed.GetValue(shards),
                RecordsPerShard = parsed.GetValue(records),
                RecordBytes = parsed.GetValue(bytes),
                Seed = parsed.GetValue(seed),
                AgeSeconds = parsed.GetValue(age),
            };
            using var client = parsed.Client();
            return await client.PostAsync("/preload", order, cancellationToken);
        });
        return command;
    }
}
