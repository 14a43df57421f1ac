using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Asks the Streams API for a table's streams, their state and their shards.</summary>
internal sealed class StreamListing(BoundedCalls calls, AwsClients clients)
{
    private const string NoResource = "*"; // ListStreams knows no resource type in policies

    /// <returns>The newest stream; null when there is none.</returns>
    public async Task<FoundStream?> FindLatestAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        GetStreamResponse? latest = null;
        foreach (var arn in await ListAsync(address, cancellationToken))
        {
            var stream = await GetAsync(address, new GetStreamRequest { StreamArn = arn, MaxResults = 1 }, cancellationToken);
            if (stream is not null && (latest is null || stream.CreationRequestDateTime > latest.CreationRequestDateTime))
            {
                latest = stream;
            }
        }

        return latest is null ? null : StreamOf(latest, address);
    }

    /// <returns>Null when the stream is gone.</returns>
    public async Task<FoundStream?> DescribeAsync(StreamAddress address, string arn, CancellationToken cancellationToken) =>
        await GetAsync(address, new GetStreamRequest { StreamArn = arn, MaxResults = 1 }, cancellationToken) is { } stream ? StreamOf(stream, address) : null;

    /// <returns>Null when the stream is gone.</returns>
    public async Task<IReadOnlySet<string>?> ListShardsAsync(StreamAddress address, string arn, CancellationToken cancellationToken)
    {
        var shards = new HashSet<string>(StringComparer.Ordinal);
        var request = new GetStreamRequest { StreamArn = arn };
        do
        {
            if (await GetAsync(address, request, cancellationToken) is not { } page)
            {
                return null;
            }

            shards.UnionWith((page.Shards ?? []).Select(shard => shard.ShardId).OfType<string>());
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return shards;
    }

    private async Task<IReadOnlyList<string>> ListAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        var client = clients.Streams(address.Region, address.Endpoint);
        var call = new AwsCall(AwsActions.ListStreams, NoResource, $"Listing the change streams of {address}", AddressOf(client));
        var arns = new List<string>();
        var request = new ListStreamsRequest { KeyspaceName = address.Keyspace, TableName = address.Table };
        do
        {
            var page = await calls.RunAsync(call, token => client.ListStreamsAsync(request, token), cancellationToken);
            arns.AddRange((page.Streams ?? []).Select(stream => stream.StreamArn).OfType<string>());
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return arns;
    }

    private Task<GetStreamResponse?> GetAsync(StreamAddress address, GetStreamRequest request, CancellationToken cancellationToken)
    {
        var client = clients.Streams(address.Region, address.Endpoint);
        var call = new AwsCall(
            AwsActions.GetStream,
            AwsArns.KeyspacesStreams(address.Region, address.Keyspace, address.Table),
            $"Looking at stream {request.StreamArn} of {address}",
            AddressOf(client));
        return calls.RunAsync(call, token => AskAsync(client, request, token), cancellationToken);
    }

    private static async Task<GetStreamResponse?> AskAsync(IAmazonKeyspacesStreams client, GetStreamRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetStreamAsync(request, cancellationToken);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private static Uri AddressOf(IAmazonKeyspacesStreams client) => new(client.DetermineServiceOperationEndpoint(new GetStreamRequest()).URL);

    private static FoundStream StreamOf(GetStreamResponse stream, StreamAddress address) => new()
    {
        Arn = stream.StreamArn ?? throw Incomplete(address, "streamArn"),
        State = stream.StreamStatus?.Value switch
        {
            "ENABLING" => StreamState.Enabling,
            "ENABLED" => StreamState.Enabled,
            "DISABLING" => StreamState.Disabling,
            "DISABLED" => StreamState.Disabled,
            var other => throw Incomplete(address, $"a streamStatus that is known, found '{other}'"),
        },
        ViewType = stream.StreamViewType?.Value ?? throw Incomplete(address, "streamViewType"),
    };

    private static AwsCallException Incomplete(StreamAddress address, string member) => new(
        AwsFaultKind.Refused,
        AwsActions.GetStream,
        AwsArns.KeyspacesStreams(address.Region, address.Keyspace, address.Table),
        $"GetStream of {address} answered without {member}.",
        null);
}
