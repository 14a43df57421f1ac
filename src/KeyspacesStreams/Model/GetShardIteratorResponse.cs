using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>A place in a shard.</summary>
public class GetShardIteratorResponse : AmazonWebServiceResponse
{
    /// <summary>The iterator for GetRecords, up to 4096 characters; it expires 15 minutes after it was handed out.</summary>
    public string? ShardIterator { get; set; }
}
