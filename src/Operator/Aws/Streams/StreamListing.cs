using System.Text.RegularExpressions;
using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;

namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>Asks the Streams API for a table's streams, their state and their shards.</summary>
internal sealed partial class StreamListing(BoundedCalls calls, AwsClients clients)
{
    private const string NoResource = "*"; // ListStreams knows no resource type in policies

    /// <summary>A table has one stream that is enabled, and those of the last 24 hours.</summary>
    public static readonly PageWalk.Bounds Streams = new(Pages: 20, Items: 100, Bytes: 4 << 20);

    /// <summary>Shards of 24 hours, each named in about 100 bytes.</summary>
    public static readonly PageWalk.Bounds Shards = new(Pages: 400, Items: 20_000, Bytes: 16 << 20);

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
        var walk = new PageWalk(
            AwsActions.GetStream, AwsArns.KeyspacesStreams(address.Region, address.Keyspace, address.Table), $"Listing the shards of {address}", Shards);
        do
        {
            if (await GetAsync(address, request, cancellationToken) is not { } page)
            {
                return null;
            }

            shards.UnionWith((page.Shards ?? []).Select(shard => shard.ShardId).OfType<string>());
            walk.Take(page, page.Shards?.Count ?? 0, page.NextToken);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return shards;
    }

    private async Task<IReadOnlyList<string>> ListAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        var client = clients.Streams(address.Region, address.Endpoint);
        var call = new AwsCall(AwsActions.ListStreams, NoResource, $"Listing the change streams of {address}", AddressOf(client)) { IsElsewhere = address.Endpoint is not null };
        var walk = new PageWalk(call.Action, call.Resource, call.Doing, Streams);
        var arns = new List<string>();
        var request = new ListStreamsRequest { KeyspaceName = address.Keyspace, TableName = address.Table };
        do
        {
            var page = await calls.RunAsync(call, token => client.ListStreamsAsync(request, token), cancellationToken);
            arns.AddRange((page.Streams ?? []).Select(stream => stream.StreamArn).OfType<string>());
            walk.Take(page, page.Streams?.Count ?? 0, page.NextToken);
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
            AddressOf(client))
        {
            IsElsewhere = address.Endpoint is not null,
        };
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
        // It is in the status and in the pods' settings.
        Arn = stream.StreamArn is { } arn && IsStreamOf(address, arn) ? arn : throw Incomplete(address, "a streamArn of this table"),
        State = stream.StreamStatus?.Value switch
        {
            "ENABLING" => StreamState.Enabling,
            "ENABLED" => StreamState.Enabled,
            "DISABLING" => StreamState.Disabling,
            "DISABLED" => StreamState.Disabled,
            _ => throw Incomplete(address, "a streamStatus that is known"),
        },
        ViewType = stream.StreamViewType?.Value is { } viewType && Word().IsMatch(viewType) ? viewType : throw Incomplete(address, "streamViewType"),
    };

    private static AwsCallException Incomplete(StreamAddress address, string member) => new(
        AwsFaultKind.Refused,
        AwsActions.GetStream,
        AwsArns.KeyspacesStreams(address.Region, address.Keyspace, address.Table),
        $"GetStream of {address} answered without {member}.",
        null);

    private static bool IsStreamOf(StreamAddress address, string arn) =>
        StreamArn().Match(arn) is { Success: true } parts
        && string.Equals(parts.Groups["keyspace"].Value, address.Keyspace, StringComparison.OrdinalIgnoreCase)
        && string.Equals(parts.Groups["table"].Value, address.Table, StringComparison.OrdinalIgnoreCase);

    // https://docs.aws.amazon.com/keyspaces/latest/StreamsAPIReference/API_streams_GetStream.html
    [GeneratedRegex(@"^arn:[a-z-]{2,20}:cassandra:[a-z0-9-]{1,30}:[0-9]{12}:/keyspace/(?<keyspace>\w{1,64})/table/(?<table>\w{1,64})/stream/[0-9A-Za-z.:_-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex StreamArn();

    [GeneratedRegex("^[A-Z_]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
