using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>A stream and all shards it ever had.</summary>
internal sealed record StreamResponse(string StreamArn, string Label, string Status, string ViewType, IReadOnlyList<ShardResponse> Shards)
{
    public static StreamResponse Of(ChangeStream stream)
    {
        lock (stream.Gate)
        {
            return new StreamResponse(
                stream.Arn, stream.Label, WireNames.Of(stream.Status), WireNames.Of(stream.ViewType),
                [.. stream.Lineage.All.Select(ShardResponse.Of)]);
        }
    }
}
