namespace Amazon.KeyspacesStreams.Model;

/// <summary>Asks for a place in a shard from which GetRecords can read.</summary>
public class GetShardIteratorRequest : AmazonKeyspacesStreamsRequest
{
    /// <summary>
    /// The number that AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER refer to, 21 to 48 characters; ignored by the
    /// other types.
    /// </summary>
    public string? SequenceNumber { get; set; }

    /// <summary>The shard to be read, 28 to 65 characters.</summary>
    public string? ShardId { get; set; }

    /// <summary>Where in the shard reading begins.</summary>
    public ShardIteratorType? ShardIteratorType { get; set; }

    /// <summary>
    /// The ARN of the stream, 37 to 1024 characters:
    /// <c>arn:{partition}:cassandra:{region}:{account}:/keyspace/{keyspace}/table/{table}/stream/{label}</c>.
    /// </summary>
    public string? StreamArn { get; set; }
}
