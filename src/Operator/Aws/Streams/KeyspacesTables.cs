using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.AwsAccess.Control;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>Asks the API of Keyspaces tables for a table and its latest stream.</summary>
/// <param name="calls">Bounds each call.</param>
/// <param name="clients">Clients of AWS.</param>
/// <param name="endpoint">Address of the API; null for the region's own.</param>
internal sealed class KeyspacesTables(BoundedCalls calls, AwsClients clients, Uri? endpoint)
{
    /// <returns>Null when the keyspace or the table does not exist.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    public Task<KeyspacesTable?> FindAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        var call = new AwsCall(
            AwsActions.GetTable,
            $"{AwsArns.KeyspacesTable(address.Region, address.Keyspace, address.Table)} and {AwsArns.KeyspacesSystem(address.Region)}",
            $"Looking up table {address}",
            endpoint ?? AwsJsonService.Keyspaces.AddressIn(address.Region));
        return calls.RunAsync(call, token => AskAsync(address, token), cancellationToken);
    }

    private async Task<KeyspacesTable?> AskAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        try
        {
            var input = new JsonObject { ["keyspaceName"] = address.Keyspace, ["tableName"] = address.Table };
            var output = await clients.Keyspaces(address.Region, endpoint).CallAsync("GetTable", input, cancellationToken);
            var cdc = AwsJsonResponse.PartOf(output, "cdcSpecification");
            return new KeyspacesTable
            {
                LatestStreamArn = AwsJsonResponse.TextOf(output, "latestStreamArn"),
                CdcStatus = AwsJsonResponse.TextOf(cdc, "status"),
                ViewType = AwsJsonResponse.TextOf(cdc, "viewType"),
                Columns = ColumnsOf(AwsJsonResponse.PartOf(output, "schemaDefinition"), AwsJsonResponse.TextOf(cdc, "viewType")),
            };
        }
        catch (AmazonServiceException refusal) when (AwsAnswers.Judge(refusal).Kind == AwsErrorKind.Missing)
        {
            return null;
        }
    }

    private static TableColumns? ColumnsOf(JsonElement schema, string? viewType) =>
        NamesIn(schema, "allColumns") is { Count: > 0 } names
            ? new TableColumns(names, [.. NamesIn(schema, "partitionKeys"), .. NamesIn(schema, "clusteringKeys")], viewType)
            : null;

    private static IReadOnlyList<string> NamesIn(JsonElement schema, string member) =>
        AwsJsonResponse.PartOf(schema, member) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(column => AwsJsonResponse.TextOf(column, "name")).OfType<string>()]
            : [];
}
