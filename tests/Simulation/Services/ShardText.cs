using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Simulation.Services;

/// <summary>Shard ids and sequence numbers without their long tails.</summary>
internal static class ShardText
{
    public static string Of(ShardId shardId) => shardId.Value.TrimEnd('0');

    /// <summary>The position a number stands for; words stay as they are.</summary>
    public static string Short(string text) =>
        text.Length > 12 && SequenceNumber.TryParse(text, out _) ? text[1..].TrimStart('0') : text;
}
