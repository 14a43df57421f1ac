using Amazon.DynamoDBv2.Model;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Knows for whom the operator created a table, by the table's tags, which are read once and never change.</summary>
internal sealed class CheckpointTags(CheckpointCalls calls)
{
    /// <summary>More tables than a cluster has streams; a table that is looked at less often than these is asked again.</summary>
    public const int Most = 4096;

    /// <summary>A resource of DynamoDB has 50 tags at most.</summary>
    public static readonly PageWalk.Bounds Tags = new(Pages: 20, Items: 200, Bytes: 1 << 20);

    private readonly Lock _lock = new();
    private readonly LatestUsed<(CheckpointAddress Address, DateTime? Created), TableMaker> _known = new(Most);

    /// <summary>Tables whose tag is known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _known.Count;
            }
        }
    }

    /// <returns>Nobody when the operator did not create the table, or may not read tags, which is no fault: then the table is not its own to delete.</returns>
    /// <exception cref="AwsCallException">The service could not be reached.</exception>
    public async Task<TableMaker> MakerOfAsync(CheckpointAddress address, TableDescription table, CancellationToken cancellationToken)
    {
        if (table.TableArn is not { } arn)
        {
            return TableMaker.Unknown;
        }

        lock (_lock)
        {
            if (_known.TryGet((address, table.CreationDateTime), out var known))
            {
                return known;
            }
        }

        try
        {
            var resource = await ReadAsync(address, arn, cancellationToken);
            lock (_lock)
            {
                _known.Put((address, table.CreationDateTime), resource);
            }

            return resource;
        }
        catch (AwsCallException denial) when (denial.Kind is AwsFaultKind.Denied or AwsFaultKind.Refused)
        {
            return TableMaker.Unknown;
        }
    }

    private async Task<TableMaker> ReadAsync(CheckpointAddress address, string arn, CancellationToken cancellationToken)
    {
        var (request, maker) = (new ListTagsOfResourceRequest { ResourceArn = arn }, TableMaker.Unknown);
        var walk = new PageWalk(AwsActions.ListTags, CheckpointCalls.ArnOf(address), $"Reading the tags of table {address}", Tags);
        do
        {
            var page = await calls.RunAsync(
                AwsActions.ListTags, address, "Reading the tags of", (client, token) => client.ListTagsOfResourceAsync(request, token), cancellationToken);
            maker = new TableMaker(ValueOf(page, CheckpointTables.ResourceTag) ?? maker.Resource, ValueOf(page, CheckpointTables.InstallationTag) ?? maker.Installation);
            walk.Take(page, page.Tags?.Count ?? 0, page.NextToken);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return maker;
    }

    private static string? ValueOf(ListTagsOfResourceResponse page, string key) => page.Tags?.Find(tag => tag.Key == key)?.Value;
}
