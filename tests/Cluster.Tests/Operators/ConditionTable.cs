using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>The conditions of all streams of a namespace, in one look.</summary>
internal sealed class ConditionTable
{
    private readonly Dictionary<(string Stream, string Type), (string Status, string Reason, string Message)> _rows = [];

    private ConditionTable()
    {
    }

    public static async Task<ConditionTable> ReadAsync(OperatorStand stand, string space)
    {
        var table = new ConditionTable();
        foreach (var stream in await stand.Reader.ListAsync(ResourceKinds.Streams, space, TestContext.Current.CancellationToken))
        {
            if (stream["status"]?["conditions"] is JsonArray conditions)
            {
                table.Add((string)stream["metadata"]!["name"]!, conditions); // every object has one
            }
        }

        return table;
    }

    /// <summary>Waits until these conditions have these reasons.</summary>
    public static async Task<ConditionTable> UntilAsync(OperatorStand stand, string space, params (string Stream, string Type, string Reason)[] expected)
    {
        var table = new ConditionTable();
        await Phase.UntilAsync(
            $"{expected.Length} conditions in {space}",
            async () =>
            {
                table = await ReadAsync(stand, space);
                var missing = expected.Where(row => table.ReasonOf(row.Stream, row.Type) != row.Reason).ToArray();
                return missing.Length == 0 ? null : string.Join('\n', missing.Select(row => $"{row.Stream} {row.Type}: expected {row.Reason}, found {table.Of(row.Stream, row.Type)}"));
            },
            TestContext.Current.CancellationToken);
        return table;
    }

    public string ReasonOf(string stream, string type) => Of(stream, type).Reason;

    public (string Status, string Reason, string Message) Of(string stream, string type) => _rows.GetValueOrDefault((stream, type), ("", "", ""));

    private void Add(string stream, JsonArray conditions)
    {
        foreach (var condition in conditions)
        {
            _rows[(stream, Text(condition, "type"))] = (Text(condition, "status"), Text(condition, "reason"), Text(condition, "message"));
        }
    }

    private static string Text(JsonNode? condition, string member) => (string?)condition?[member] ?? "";
}
