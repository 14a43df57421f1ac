namespace Amazon.KeyspacesStreams.Model;

/// <summary>Asks for the records that follow a place in a shard.</summary>
public class GetRecordsRequest : AmazonKeyspacesStreamsRequest
{
    /// <summary>
    /// How many records a page holds at most: 1 to 1000, default 100. The service may send fewer, because pages have
    /// an inner limit of size.
    /// </summary>
    public int? MaxResults { get; set; }

    /// <summary>The place to read from, given out by GetShardIterator or by the previous page; at most 15 minutes old.</summary>
    public string? ShardIterator { get; set; }
}
