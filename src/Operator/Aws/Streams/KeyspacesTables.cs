using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.AwsAccess.Control;
using KeyspacesStreamer.AwsAccess.Tables;
using KeyspacesStreamer.Contracts.Aws;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>Asks the API of Keyspaces tables for a table, its latest stream and its schema.</summary>
/// <param name="calls">Bounds each call.</param>
/// <param name="clients">Clients of AWS.</param>
/// <param name="endpoint">Address of the API; null for the region's own.</param>
internal sealed class KeyspacesTables(BoundedCalls calls, AwsClients clients, Uri? endpoint)
{
    private readonly KnownTypes _types = new();

    /// <returns>Null when the keyspace or the table does not exist.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    public async Task<KeyspacesTable?> FindAsync(StreamAddress address, CancellationToken cancellationToken) =>
        await AskForTableAsync(address, cancellationToken) is not { } output ? null : TableOf(output);

    /// <summary>The columns with their types, and the user-defined types that they use.</summary>
    /// <returns>Null when the keyspace or the table does not exist, or is not active.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    public async Task<TableSchema?> FindSchemaAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        if (await AskForTableAsync(address, cancellationToken) is not { } output)
        {
            return null;
        }

        var columns = TableAnswer.ColumnsOf(output);
        return columns.Any(column => column.Kind == ColumnKind.PartitionKey)
            ? await UserTypeSearch.SchemaOfAsync(columns, (name, token) => FindTypeAsync(address, AgeOf(output), name, token), cancellationToken)
            : throw new AwsCallException(
                AwsFaultKind.Refused, AwsActions.GetTable, AwsArns.KeyspacesTable(address.Region, address.Keyspace, address.Table), $"GetTable of {address} answered without the columns of the key.", null);
    }

    private async Task<UserType?> FindTypeAsync(StreamAddress address, string? age, string name, CancellationToken cancellationToken)
    {
        var table = $"{address.Region}/{address.Keyspace}/{address.Table}/{age}";
        if (age is not null && _types.Find(table, name) is { } known)
        {
            return known;
        }

        var resources = $"{AwsArns.Keyspace(address.Region, address.Keyspace)} and {AwsArns.KeyspacesSystem(address.Region)}";
        var found = await AskAsync(address, new Question(AwsActions.GetUserType, resources, $"Looking up type {CqlName.Quoted(name)} of table {address}", TypeAnswer.Operation, TypeAnswer.InputOf(address.Keyspace, name)), cancellationToken);
        if (found is not { } output)
        {
            return null;
        }

        var type = TypeAnswer.TypeOf(name, output);
        if (age is not null)
        {
            _types.Keep(table, type);
        }

        return type;
    }

    private Task<JsonElement?> AskForTableAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        var resources = $"{AwsArns.KeyspacesTable(address.Region, address.Keyspace, address.Table)} and {AwsArns.KeyspacesSystem(address.Region)}";
        return AskAsync(address, new Question(AwsActions.GetTable, resources, $"Looking up table {address}", TableAnswer.Operation, TableAnswer.InputOf(address.Keyspace, address.Table)), cancellationToken);
    }

    private Task<JsonElement?> AskAsync(StreamAddress address, Question question, CancellationToken cancellationToken)
    {
        var call = new AwsCall(question.Action, question.Resources, question.Doing, endpoint ?? AwsJsonService.Keyspaces.AddressIn(address.Region));
        return calls.RunAsync(call, token => AnswerAsync(clients.Keyspaces(address.Region, endpoint), question, token), cancellationToken);
    }

    private static async Task<JsonElement?> AnswerAsync(AwsJsonClient client, Question question, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CallAsync(question.Operation, question.Input, cancellationToken);
        }
        catch (AmazonServiceException refusal) when (AwsAnswers.Judge(refusal).Kind == AwsErrorKind.Missing)
        {
            return null;
        }
    }

    /// <summary>When the table was created, as the service writes it; null when it does not say.</summary>
    private static string? AgeOf(JsonElement output) =>
        AwsJsonResponse.PartOf(output, "creationTimestamp") is { ValueKind: JsonValueKind.Number } created ? created.GetRawText() : null;

    private static KeyspacesTable TableOf(JsonElement output)
    {
        var cdc = AwsJsonResponse.PartOf(output, "cdcSpecification");
        var viewType = AwsJsonResponse.TextOf(cdc, "viewType");
        return new KeyspacesTable
        {
            LatestStreamArn = AwsJsonResponse.TextOf(output, "latestStreamArn"),
            CdcStatus = AwsJsonResponse.TextOf(cdc, "status"),
            ViewType = viewType,
            Columns = TableAnswer.ColumnsOf(output) is { Count: > 0 } columns
                ? new TableColumns([.. columns.Select(column => column.Name)], [.. columns.Where(column => column.Kind is ColumnKind.PartitionKey or ColumnKind.ClusteringKey).Select(column => column.Name)], viewType)
                : null,
        };
    }

    /// <summary>An operation, its input, and what its failure is told with.</summary>
    private sealed record Question(string Action, string Resources, string Doing, string Operation, JsonObject Input);
}
