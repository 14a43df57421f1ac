using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Routes that split, merge and trim shards.</summary>
internal static class ShardRoutes
{
    public static void Map(RouteGroupBuilder control)
    {
        control.MapAction<SplitOrder, ReshardReport>("/tables/{keyspace}/{table}/split", Split);
        control.MapAction<MergeOrder, ReshardReport>("/tables/{keyspace}/{table}/merge", Merge);
        control.MapAction<TrimOrder, TrimReport>("/tables/{keyspace}/{table}/trim", Trim);
    }

    private static Task<ReshardReport> Split(HttpContext context, SplitOrder order)
    {
        var (stream, now) = (LiveStream(context), context.Part<TimeProvider>().GetUtcNow());
        lock (stream.Gate)
        {
            var parent = order.ShardId is { } id ? Named(stream, id) : stream.Lineage.Open[0];
            var children = stream.Lineage.Split(parent, order.Into, now);
            return Task.FromResult(new ReshardReport([parent.Id], [.. children.Select(child => child.Id)]));
        }
    }

    private static Task<ReshardReport> Merge(HttpContext context, MergeOrder order)
    {
        var (stream, now) = (LiveStream(context), context.Part<TimeProvider>().GetUtcNow());
        lock (stream.Gate)
        {
            var parents = order.ShardIds.Count > 0
                ? order.ShardIds.Select(id => Named(stream, id)).ToList()
                : stream.Lineage.Open.Take(2).ToList();
            var child = stream.Lineage.Merge(parents, now);
            return Task.FromResult(new ReshardReport([.. parents.Select(parent => parent.Id)], [child.Id]));
        }
    }

    private static Task<TrimReport> Trim(HttpContext context, TrimOrder order)
    {
        var stream = context.NamedTable().LatestStream ?? throw new EmulatorException("The table has no stream.");
        var now = context.Part<TimeProvider>().GetUtcNow();
        lock (stream.Gate)
        {
            var shards = order.ShardId is { } id ? [Named(stream, id)] : stream.Lineage.All;
            var trimmed = shards.Sum(shard => order.Carry(shard, now));
            var removed = new List<string>();
            foreach (var shard in shards.Where(shard => order.RemoveShards && !shard.IsOpen && !shard.IsRemoved && shard.Log.Horizon == shard.Log.End))
            {
                shard.IsRemoved = true;
                removed.Add(shard.Id);
            }

            return Task.FromResult(new TrimReport(trimmed, removed));
        }
    }

    private static ChangeStream LiveStream(HttpContext context) =>
        context.NamedTable().LatestStream is { TakesRecords: true } stream
            ? stream
            : throw new EmulatorException("The table has no enabled stream.");

    private static Shard Named(ChangeStream stream, string id) =>
        stream.Lineage.Find(id) ?? throw new EmulatorException($"Stream {stream.Arn} has no shard {id}.");
}
