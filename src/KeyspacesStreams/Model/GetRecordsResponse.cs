using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>One page of change records.</summary>
public class GetRecordsResponse : AmazonWebServiceResponse
{
    /// <summary>The records in stream order. Null or empty is normal and does not mean that the shard has ended.</summary>
    public List<Record>? ChangeRecords { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>Where the next iterator stands relative to the newest record; null when the service did not say.</summary>
    public IteratorDescription? IteratorDescription { get; set; }

    /// <summary>The place after this page; null when the shard is closed and has been read to its end.</summary>
    public string? NextShardIterator { get; set; }
}
