using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>An item of the lease table, as DynamoDB's JSON: the pod refuses it with its key, or reads a lease that is the same when it is written and read again. The operator makes a report of any item.</summary>
internal sealed class LeaseItemTarget : IFuzzTarget
{
    public string Name => "lease";

    public IReadOnlyList<string> Words { get; } =
    [
        "\"leaseKey\":{\"S\":\"shard-1\"}", "\"leaseKey\":{\"S\":\"worker#a\"}", "\"leaseKey\":{\"S\":\"stream#\"}", "\"entityType\":{\"S\":\"WORKER\"}", "\"entityType\":{\"S\":\"STREAM\"}", "\"leaseCounter\":{\"N\":\"1\"}", "\"checkpoint\":{\"S\":\"SHARD_END\"}",
        "\"pendingCheckpoint\":{\"S\":\"9\"}", "\"pendingCheckpointState\":{\"B\":\"AAAA\"}", "\"parentShardId\":{\"SS\":[\"a\"]}", "\"caughtUpAt\":{\"S\":\"2026-01-02T03:04:05Z\"}", "\"progress\":{\"S\":\"{}\"}", "{\"NULL\":true}", "{\"BOOL\":true}", "{\"N\":\"-9223372036854775809\"}",
        "\"isSeeded\":", "\"resource\":", "\"streamArn\":", "\"incarnation\":", "\"heartbeat\":", "\"nudge\":", "\"leaseOwner\":", "\"latestSince\":", "\\ud800",
    ];

    public void Check(ReadOnlySpan<byte> input)
    {
        if (ItemOf(input) is not { } item)
        {
            return;
        }

        Report(item);
        try
        {
            ReadAsPod(item);
        }
        catch (LeaseTableException refusal)
        {
            BrokenInvariantException.Unless(refusal.Message.Contains("lease table", StringComparison.Ordinal), "The refusal does not say what is wrong.");
        }
    }

    private static void ReadAsPod(Dictionary<string, AttributeValue> item)
    {
        var reader = new LeaseItemReader(item);
        switch (reader.Kind)
        {
            case LeaseItemKind.Lease:
                var lease = LeaseItem.ToLease(reader);
                var again = LeaseItem.ToLease(new LeaseItemReader(LeaseItem.FromLease(lease)));
                BrokenInvariantException.Unless(again.ToString() == lease.ToString() && again.Checkpoint == lease.Checkpoint, "What was written is read as something else.");
                break;
            case LeaseItemKind.Worker:
                LeaseItem.ToWorker(reader);
                break;
            case LeaseItemKind.Owner:
                LeaseItem.ToOwner(reader);
                break;
        }
    }

    private static void Report(Dictionary<string, AttributeValue> item)
    {
        var line = new CheckpointItem(item);
        switch (line.Kind)
        {
            case LeaseItemKind.Lease:
                line.ToLease();
                break;
            case LeaseItemKind.Worker:
                line.ToWorker();
                break;
            case LeaseItemKind.Owner:
                line.ToOwner();
                break;
        }
    }

    /// <summary>Null when the bytes are no item: DynamoDB would not hand it out.</summary>
    private static Dictionary<string, AttributeValue>? ItemOf(ReadOnlySpan<byte> input)
    {
        try
        {
            using var document = JsonDocument.Parse(input.ToArray());
            return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => ValueOf(member.Value.EnumerateObject().Single()));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static AttributeValue ValueOf(JsonProperty typed) => typed.Name switch
    {
        "S" => new AttributeValue { S = typed.Value.GetString() },
        "N" => new AttributeValue { N = typed.Value.GetString() },
        "B" => new AttributeValue { B = new MemoryStream(typed.Value.GetBytesFromBase64()) },
        "BOOL" => new AttributeValue { BOOL = typed.Value.GetBoolean() },
        "NULL" => new AttributeValue { NULL = typed.Value.GetBoolean() },
        "SS" => new AttributeValue { SS = [.. typed.Value.EnumerateArray().Select(text => text.GetString()!)] },
        _ => new AttributeValue { M = [] },
    };
}
