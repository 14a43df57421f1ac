namespace Amazon.KeyspacesStreams.Model;

/// <summary>Asks for the state of a stream and for its shards, page by page.</summary>
public class GetStreamRequest : AmazonKeyspacesStreamsRequest
{
    /// <summary>How many shards a page holds at most: 1 to 100, default 100.</summary>
    public int? MaxResults { get; set; }

    /// <summary>
    /// The token of the previous page, 80 to 3000 characters; absent for the first page. An old one is refused with
    /// <c>ExpiredNextToken</c>.
    /// </summary>
    public string? NextToken { get; set; }

    /// <summary>Only the shards that the filter lets through; absent: all shards within the retention.</summary>
    public ShardFilter? ShardFilter { get; set; }

    /// <summary>
    /// The ARN of the stream, 37 to 1024 characters:
    /// <c>arn:{partition}:cassandra:{region}:{account}:/keyspace/{keyspace}/table/{table}/stream/{label}</c>.
    /// </summary>
    public string? StreamArn { get; set; }
}
