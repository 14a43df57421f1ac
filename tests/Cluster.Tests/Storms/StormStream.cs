using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Cluster.Tests.Storms;

/// <summary>A stream that comes, changes and goes in a storm, and whether it should be there.</summary>
/// <param name="Key">Namespace and name.</param>
/// <param name="Table">Its table in the emulator.</param>
/// <param name="IsTableDeleted">Whether its checkpoint table goes with it.</param>
internal sealed record StormStream(NamespacedName Key, string Table, bool IsTableDeleted)
{
    /// <summary>Whether it was made and not deleted since.</summary>
    public bool IsThere { get; set; }

    public string CheckpointTable => $"storm-{Key.Namespace}-{Key.Name}";

    public JsonObject Document(string keyspace, Uri source, Uri destination, Uri checkpoint, string bucket) => new()
    {
        ["apiVersion"] = StreamApi.ApiVersion,
        ["kind"] = StreamApi.Kind,
        ["metadata"] = new JsonObject { ["name"] = Key.Name, ["namespace"] = Key.Namespace },
        ["spec"] = new JsonObject
        {
            ["source"] = new JsonObject { ["keyspace"] = keyspace, ["table"] = Table, ["endpoint"] = source.ToString() },
            ["destination"] = new JsonObject { ["bucket"] = bucket, ["endpoint"] = destination.ToString(), ["prefix"] = $"{Key}/" },
            ["checkpoint"] = new JsonObject
            {
                ["table"] = CheckpointTable,
                ["endpoint"] = checkpoint.ToString(),
                ["deletionPolicy"] = IsTableDeleted ? nameof(CheckpointDeletionPolicy.Delete) : nameof(CheckpointDeletionPolicy.Retain),
            },
        },
    };

    /// <summary>A change that somebody might make.</summary>
    public static JsonObject Change(Random chance) => chance.Next(5) switch
    {
        0 => Spec("replicas", chance.Next(1, 3)),
        1 => Spec("suspend", chance.Next(2) == 0),
        2 => Spec("destination", new JsonObject { ["rotation"] = new JsonObject { ["maxRecords"] = chance.Next(1, 100_000) } }),
        3 => Spec("pod", new JsonObject { ["labels"] = new JsonObject { ["team"] = $"team-{chance.Next(10)}" } }),
        _ => new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["team"] = $"team-{chance.Next(10)}" } } },
    };

    private static JsonObject Spec(string member, JsonNode value) => new() { ["spec"] = new JsonObject { [member] = value } };
}
