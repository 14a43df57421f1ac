using KeyspacesStreamer.Contracts.Aws;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>
/// Looks change streams up: by the table, which needs the least permission and tells a missing table from one without streams, or else by
/// listing streams.
/// </summary>
internal sealed class StreamCatalog : IStreamCatalog
{
    private const string OptionOfTables = "AWS_ENDPOINT_URL_KEYSPACES";

    private readonly KeyspacesTables _tables;
    private readonly StreamListing _streams;
    private readonly bool _asksTablesAnywhere;

    /// <param name="clock">Time, which bounds each call.</param>
    /// <param name="clients">Clients of AWS.</param>
    /// <param name="tablesEndpoint">Address of the API of tables; null for the region's own, which is asked only when the stream has no address of its own.</param>
    public StreamCatalog(TimeProvider clock, AwsClients clients, Uri? tablesEndpoint)
    {
        var calls = new BoundedCalls(clock);
        _tables = new KeyspacesTables(calls, clients, tablesEndpoint);
        _streams = new StreamListing(calls, clients);
        _asksTablesAnywhere = tablesEndpoint is not null;
    }

    public async Task<TableStreams> FindLatestAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        if (address.Endpoint is not null && !_asksTablesAnywhere)
        {
            return new TableStreams { Latest = await _streams.FindLatestAsync(address, cancellationToken) };
        }

        try
        {
            return await FindByTableAsync(address, cancellationToken);
        }
        catch (AwsCallException denial) when (denial is { Kind: AwsFaultKind.Denied, Action: AwsActions.GetTable })
        {
            return await FindWithoutTableAsync(address, denial, cancellationToken);
        }
    }

    public async Task<TableColumns?> FindColumnsAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        if (address.Endpoint is not null && !_asksTablesAnywhere)
        {
            return null;
        }

        try
        {
            return (await _tables.FindAsync(address, cancellationToken))?.Columns;
        }
        catch (AwsCallException denial) when (denial is { Kind: AwsFaultKind.Denied, Action: AwsActions.GetTable })
        {
            // Streams are listed without that right too; the pods then judge by the first rows.
            return null;
        }
    }

    public Task<TableSchema?> FindSchemaAsync(StreamAddress address, CancellationToken cancellationToken) =>
        address.Endpoint is null || _asksTablesAnywhere || AwsHosts.Contain(address.Endpoint.Host)
            ? _tables.FindSchemaAsync(address, cancellationToken)
            : throw new AwsCallException(
                AwsFaultKind.Refused,
                AwsActions.GetTable,
                AwsArns.KeyspacesTable(address.Region, address.Keyspace, address.Table),
                $"The columns of {address} are not asked for: spec.source.endpoint is {address.Endpoint}, and the operator knows no address of the API of tables beside it. Set its {OptionOfTables}.",
                null);

    public Task<FoundStream?> DescribeAsync(StreamAddress address, string arn, CancellationToken cancellationToken) =>
        _streams.DescribeAsync(address, arn, cancellationToken);

    public Task<IReadOnlySet<string>?> ListShardsAsync(StreamAddress address, string arn, CancellationToken cancellationToken) =>
        _streams.ListShardsAsync(address, arn, cancellationToken);

    private async Task<TableStreams> FindByTableAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        var table = await _tables.FindAsync(address, cancellationToken);
        return table switch
        {
            null => new TableStreams { TableExists = false },
            { LatestStreamArn: null } => new TableStreams { TableExists = true },
            { ViewType: { } viewType } when IsEnabled(table.CdcStatus) => new TableStreams
            {
                TableExists = true,
                Latest = new FoundStream { Arn = table.LatestStreamArn, State = StreamState.Enabled, ViewType = viewType },
            },
            // The table may still name a stream whose 24 hours are over: the stream itself knows.
            _ => new TableStreams { TableExists = true, Latest = await _streams.DescribeAsync(address, table.LatestStreamArn, cancellationToken) },
        };
    }

    /// <summary>The service's own pages write it as ENABLED and as Enabled.</summary>
    private static bool IsEnabled(string? status) => string.Equals(status, "ENABLED", StringComparison.OrdinalIgnoreCase);

    private async Task<TableStreams> FindWithoutTableAsync(StreamAddress address, AwsCallException denial, CancellationToken cancellationToken)
    {
        try
        {
            return new TableStreams { Latest = await _streams.FindLatestAsync(address, cancellationToken) };
        }
        catch (AwsCallException second) when (second.Kind == AwsFaultKind.Denied && second.Action != denial.Action)
        {
            throw new AwsCallException(
                AwsFaultKind.Denied, denial.Action, denial.Resource, $"{denial.Message} Listing streams instead failed too: {second.Message}", second);
        }
    }
}
