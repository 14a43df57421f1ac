using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.AwsAccess.Control;
using KeyspacesStreamer.AwsAccess.Tables;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Aws;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>Asks the API of Keyspaces tables for the columns of a table and the user-defined types that they use.</summary>
internal sealed class TableSchemas(AwsJsonClient client)
{
    private const string Select = "cassandra:Select";

    /// <exception cref="FatalFaultException">The table does not exist, or its columns are not told.</exception>
    public async Task<TableSchema> ReadAsync(SourceSettings source, CancellationToken cancellationToken)
    {
        var table = $"{source.Keyspace}.{source.Table} in {source.Region}";
        var answer = await AskAsync($"table {source.Keyspace}.{source.Table} and keyspace system*", TableAnswer.Operation, TableAnswer.InputOf(source.Keyspace, source.Table), cancellationToken)
            ?? throw new FatalFaultException($"There is no table {table}, or it is not active yet.", ExitCodes.MissingResource);
        var columns = TableAnswer.ColumnsOf(answer);
        return columns.Any(column => column.Kind == ColumnKind.PartitionKey)
            ? await UserTypeSearch.SchemaOfAsync(columns, (name, token) => FindTypeAsync(source, name, token), cancellationToken)
            : throw new FatalFaultException($"GetTable of {table} answered without the columns of the key.", ExitCodes.MissingResource);
    }

    private async Task<UserType?> FindTypeAsync(SourceSettings source, string name, CancellationToken cancellationToken) =>
        await AskAsync($"keyspaces {source.Keyspace} and system*", TypeAnswer.Operation, TypeAnswer.InputOf(source.Keyspace, name), cancellationToken) is { } answer ? TypeAnswer.TypeOf(name, answer) : null;

    /// <returns>Null when there is no such thing.</returns>
    private async Task<JsonElement?> AskAsync(string resource, string operation, JsonObject input, CancellationToken cancellationToken)
    {
        try
        {
            return await new AwsSubject(Select, resource).AskAsync(() => client.CallAsync(operation, input, cancellationToken));
        }
        catch (AmazonServiceException refusal) when (AwsAnswers.Judge(refusal).Kind == AwsErrorKind.Missing)
        {
            return null;
        }
    }
}
