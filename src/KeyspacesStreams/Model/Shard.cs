namespace Amazon.KeyspacesStreams.Model;

/// <summary>A part of the stream: the changes to a range of primary keys over a stretch of time.</summary>
public class Shard
{
    /// <summary>
    /// The shards this one came from: none for a first one, one after a split, several after a merge. They must be
    /// read to the end first. They may be gone from the listing already.
    /// </summary>
    public List<string>? ParentShardIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The first and last sequence number of the shard.</summary>
    public SequenceNumberRange? SequenceNumberRange { get; set; }

    /// <summary>The name of the shard, 28 to 65 characters.</summary>
    public string? ShardId { get; set; }
}
