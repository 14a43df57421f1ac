using System.Globalization;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases.DynamoDb;

/// <summary>Our values as attribute values of DynamoDB.</summary>
internal static class LeaseItemValues
{
    public static AttributeValue Text(string text) => new() { S = text };

    public static AttributeValue? TextOrNull(string? text) => text is null ? null : Text(text);

    public static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Flag(bool flag) => new() { BOOL = flag };

    // Copied: the SDK reads the stream later, and the caller's array stays the caller's.
    public static AttributeValue Bytes(ReadOnlySpan<byte> bytes) => new() { B = new MemoryStream(bytes.ToArray(), writable: false) };

    public static AttributeValue Time(DateTimeOffset time) => Text(time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>A set, which must not be empty.</summary>
    public static AttributeValue Shards(IEnumerable<ShardId> shards) => new() { SS = [.. LeaseTransition.AsSet(shards).Select(shard => shard.Value)] };

    public static Dictionary<string, AttributeValue> Key(string key) => new() { [LeaseAttributes.LeaseKey] = Text(key) };
}
