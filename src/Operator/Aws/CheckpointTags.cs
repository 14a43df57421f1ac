using System.Collections.Concurrent;
using Amazon.DynamoDBv2.Model;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Knows for whom the operator created a table, by the table's tags, which are read once and never change.</summary>
internal sealed class CheckpointTags(CheckpointCalls calls)
{
    private readonly ConcurrentDictionary<(string Arn, DateTime? Created), TableMaker> _known = new();

    /// <returns>Nobody when the operator did not create the table, or may not read tags, which is no fault: then the table is not its own to delete.</returns>
    /// <exception cref="AwsCallException">The service could not be reached.</exception>
    public async Task<TableMaker> MakerOfAsync(CheckpointAddress address, TableDescription table, CancellationToken cancellationToken)
    {
        if (table.TableArn is not { } arn)
        {
            return TableMaker.Unknown;
        }

        if (_known.TryGetValue((arn, table.CreationDateTime), out var known))
        {
            return known;
        }

        try
        {
            return _known[(arn, table.CreationDateTime)] = await ReadAsync(address, arn, cancellationToken);
        }
        catch (AwsCallException denial) when (denial.Kind is AwsFaultKind.Denied or AwsFaultKind.Refused)
        {
            return TableMaker.Unknown;
        }
    }

    private async Task<TableMaker> ReadAsync(CheckpointAddress address, string arn, CancellationToken cancellationToken)
    {
        var (request, maker) = (new ListTagsOfResourceRequest { ResourceArn = arn }, TableMaker.Unknown);
        do
        {
            var page = await calls.RunAsync(
                AwsActions.ListTags, address, "Reading the tags of", (client, token) => client.ListTagsOfResourceAsync(request, token), cancellationToken);
            maker = new TableMaker(ValueOf(page, CheckpointTables.ResourceTag) ?? maker.Resource, ValueOf(page, CheckpointTables.InstallationTag) ?? maker.Installation);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return maker;
    }

    private static string? ValueOf(ListTagsOfResourceResponse page, string key) => page.Tags?.Find(tag => tag.Key == key)?.Value;
}
