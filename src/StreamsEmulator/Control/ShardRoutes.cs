using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Routes that split, merge and trim shards.</summary>
internal static class ShardRoutes
{
    public static void Map(RouteGroupBuilder control)
    {
        control.MapAction<SplitRequest, ReshardResponse>("/tables/{keyspace}/{table}/split", Split);
        control.MapAction<MergeRequest, ReshardResponse>("/tables/{keyspace}/{table}/merge", Merge);
        control.MapAction<TrimRequest, TrimResponse>("/tables/{keyspace}/{table}/trim", Trim);
    }

    private static Task<ReshardResponse> Split(HttpContext context, SplitRequest order)
    {
        var (stream, now) = (LiveStream(context), context.Part<TimeProvider>().GetUtcNow());
        lock (stream.Gate)
        {
            var parent = order.ShardId is { } id ? Named(stream, id) : stream.Lineage.Open[0];
            var children = stream.Lineage.Split(parent, order.Into, now);
            return Task.FromResult(new ReshardResponse([parent.Id], [.. children.Select(child => child.Id)]));
        }
    }

    private static Task<ReshardResponse> Merge(HttpContext context, MergeRequest order)
    {
        var (stream, now) = (LiveStream(context), context.Part<TimeProvider>().GetUtcNow());
        lock (stream.Gate)
        {
            var parents = order.ShardIds.Count > 0
                ? order.ShardIds.Select(id => Named(stream, id)).ToList()
                : stream.Lineage.Open.Take(2).ToList();
            var child = stream.Lineage.Merge(parents, now);
            return Task.FromResult(new ReshardResponse([.. parents.Select(parent => parent.Id)], [child.Id]));
        }
    }

    private static Task<TrimResponse> Trim(HttpContext context, TrimRequest order)
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

            return Task.FromResult(new TrimResponse(trimmed, removed));
        }
    }

    private static ChangeStream LiveStream(HttpContext context) =>
        context.NamedTable().LatestStream is { TakesRecords: true } stream
            ? stream
            : throw new EmulatorException("The table has no enabled stream.");

    private static Shard Named(ChangeStream stream, string id) =>
        stream.Lineage.Find(id) ?? throw new EmulatorException($"Stream {stream.Arn} has no shard {id}.");
}
