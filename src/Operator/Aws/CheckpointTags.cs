using System.Collections.Concurrent;
using Amazon.DynamoDBv2.Model;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Knows for which resource the operator created a table, by the table's tag, which is read once and never changes.</summary>
internal sealed class CheckpointTags(CheckpointCalls calls)
{
    private readonly ConcurrentDictionary<(string Arn, DateTime? Created), string?> _known = new();

    /// <returns>Null when the operator did not create the table, or may not read tags, which is no fault: then the table is not its own to delete.</returns>
    /// <exception cref="AwsCallException">The service could not be reached.</exception>
    public async Task<string?> ResourceOfAsync(CheckpointAddress address, TableDescription table, CancellationToken cancellationToken)
    {
        if (table.TableArn is not { } arn)
        {
            return null;
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
            return null;
        }
    }

    private async Task<string?> ReadAsync(CheckpointAddress address, string arn, CancellationToken cancellationToken)
    {
        var request = new ListTagsOfResourceRequest { ResourceArn = arn };
        do
        {
            var page = await calls.RunAsync(
                AwsActions.ListTags, address, "Reading the tags of", (client, token) => client.ListTagsOfResourceAsync(request, token), cancellationToken);
            if (page.Tags?.Find(tag => tag.Key == CheckpointTables.ResourceTag) is { } found)
            {
                return found.Value;
            }

            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return null;
    }
}
