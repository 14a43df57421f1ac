using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using KeyspacesStreamer.RawStreams;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Tells failures that concern one shard alone: the pod halts that shard and goes on with the others.</summary>
internal static class ShardFaults
{
    public static bool IsOfOneShard(Exception exception) => exception switch
    {
        ShardHaltedException or FormatException or BodyTooLargeException or UnreadableRecordException => true,
        ValidationException validation => validation.ErrorCode == ValidationExceptionType.InvalidFormat,
        _ => false,
    };
}
