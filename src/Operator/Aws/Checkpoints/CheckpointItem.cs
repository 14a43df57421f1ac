using System.Globalization;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Contracts.Leases;
using static KeyspacesStreamer.Contracts.Leases.LeaseAttributes;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>One item of a checkpoint table, read for a report: an attribute that is not as it should be counts as absent, since the pod refuses it with a reason.</summary>
internal sealed class CheckpointItem(Dictionary<string, AttributeValue> item)
{
    private const string ShardEnd = "SHARD_END";

    public string Key { get; } = item.GetValueOrDefault(LeaseKey)?.S ?? "";

    public LeaseItemKind Kind => KindOf(Key, item.TryGetValue(EntityType, out var type) ? type.S ?? "" : null);

    public static Dictionary<string, AttributeValue> KeyOf(string key) => new() { [LeaseKey] = new() { S = key } };

    public ShardLease ToLease() => new()
    {
        ShardId = Key,
        OwnerPod = Text(LeaseOwner)?.Split('/')[0],
        IsFinished = Text(Checkpoint) == ShardEnd,
        Parents = item.GetValueOrDefault(ParentShardId)?.SS is { } parents ? [.. parents.Order(StringComparer.Ordinal)] : [],
        HaltReason = Text(HaltReason),
        CaughtUpAt = Time(CaughtUpAt),
        LastCommitAt = Time(LastCommitAt),
        PromisedSince = Time(PromisedSince),
    };

    public WorkerHeartbeat ToWorker() => new()
    {
        Pod = PodOf(Key),
        Heartbeat = long.TryParse(item.GetValueOrDefault(Heartbeat)?.N, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var beat) ? beat : 0,
        Progress = Text(Progress) is { } progress ? WorkerProgressJson.Read(progress) : null,
    };

    /// <returns>Null when it does not say stream and resource.</returns>
    public TableOwner? ToOwner() => TableOwner.Of(Text, item.GetValueOrDefault(IsSeeded)?.BOOL is true);

    private string? Text(string name) => item.GetValueOrDefault(name)?.S;

    private DateTimeOffset? Time(string name) => DateTimeOffset.TryParse(
        Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        ? time
        : null;
}
