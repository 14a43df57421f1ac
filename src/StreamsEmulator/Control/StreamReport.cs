using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>A stream and all shards it ever had.</summary>
internal sealed record StreamReport(string StreamArn, string Label, string Status, string ViewType, IReadOnlyList<ShardReport> Shards)
{
    public static StreamReport Of(ChangeStream stream)
    {
        lock (stream.Gate)
        {
            return new StreamReport(
                stream.Arn, stream.Label, WireNames.Of(stream.Status), WireNames.Of(stream.ViewType),
                [.. stream.Lineage.All.Select(ShardReport.Of)]);
        }
    }
}
