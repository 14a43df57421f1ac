using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Cluster.Tests.Storms;

/// <summary>Watches in a storm that no checkpoint table of a living stream is ever deleted, not even to be made again.</summary>
internal sealed class TableGuard(StormApi api, AmazonDynamoDBClient dynamoDb)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (string Table, DateTime? Made)> _tables = new();
    private readonly ConcurrentQueue<string> _broken = new();

    /// <summary>What was found to be wrong.</summary>
    public IReadOnlyList<string> Broken => [.. _broken];

    /// <summary>Tables that were ever in use.</summary>
    public IReadOnlySet<string> Used => _tables.Values.Select(table => table.Table).ToHashSet(StringComparer.Ordinal);

    /// <summary>Rounds in which everything could be asked.</summary>
    public int Rounds { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (Exception problem) when (ApiFaults.Find(problem) is not null)
            {
                // The API server is away: next time.
            }

            await Pace.PauseAsync(Pause, cancellationToken);
        }
    }

    /// <summary>Tables first: a stream that lives after that has lived all the time.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var uids = _tables.Keys.ToHashSet(StringComparer.Ordinal);
        var found = await TablesAsync(cancellationToken);
        var streams = await api.ListAsync(ResourceKinds.Streams, "", cancellationToken);
        foreach (var stream in streams.Where(stream => stream["metadata"]!["deletionTimestamp"] is null && IsTableReady(stream))) // every object has them
        {
            var uid = (string?)stream["metadata"]!["uid"] ?? "";
            var table = (string?)stream["spec"]!["checkpoint"]!["table"] ?? "";
            if (!uids.Contains(uid))
            {
                _tables.TryAdd(uid, (table, await MadeAtAsync(table, cancellationToken)));
            }
            else if (!found.Contains(table))
            {
                _broken.Enqueue($"table {table} of {stream["metadata"]!["namespace"]}/{stream["metadata"]!["name"]} was deleted");
            }
        }

        Rounds++;
    }

    /// <summary>A look at every table of a living stream: it must be the one that was seen first.</summary>
    public async Task<IReadOnlyList<string>> ReplacedAsync(CancellationToken cancellationToken)
    {
        var replaced = new List<string>();
        foreach (var stream in await api.ListAsync(ResourceKinds.Streams, "", cancellationToken))
        {
            if (_tables.TryGetValue((string?)stream["metadata"]!["uid"] ?? "", out var known) && await MadeAtAsync(known.Table, cancellationToken) is var made && made != known.Made)
            {
                replaced.Add($"table {known.Table} was made at {known.Made:O}, and is now one of {made:O}");
            }
        }

        return replaced;
    }

    public async Task<IReadOnlySet<string>> TablesAsync(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? last = null;
        do
        {
            var page = await dynamoDb.ListTablesAsync(new ListTablesRequest { ExclusiveStartTableName = last }, cancellationToken);
            names.UnionWith(page.TableNames ?? []);
            last = page.LastEvaluatedTableName;
        }
        while (last is not null);
        return names;
    }

    private async Task<DateTime?> MadeAtAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            return (await dynamoDb.DescribeTableAsync(new DescribeTableRequest { TableName = table }, cancellationToken)).Table.CreationDateTime;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private static bool IsTableReady(JsonObject stream) => stream["status"]?["conditions"] is JsonArray conditions
        && conditions.Any(condition => (string?)condition?["type"] == ConditionTypes.CheckpointTableReady && (string?)condition["status"] == "True");
}
