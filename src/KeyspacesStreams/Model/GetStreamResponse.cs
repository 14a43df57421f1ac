using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>The state of a stream and one page of its shards.</summary>
public class GetStreamResponse : AmazonWebServiceResponse
{
    /// <summary>When the stream was asked for, in UTC.</summary>
    public DateTime? CreationRequestDateTime { get; set; }

    /// <summary>The keyspace of the table.</summary>
    public string? KeyspaceName { get; set; }

    /// <summary>Asks for the next page of shards; null when this was the last one.</summary>
    public string? NextToken { get; set; }

    /// <summary>The shards of this page; null when the service sent no list.</summary>
    public List<Shard>? Shards { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>
    /// The ARN of the stream, 37 to 1024 characters:
    /// <c>arn:{partition}:cassandra:{region}:{account}:/keyspace/{keyspace}/table/{table}/stream/{label}</c>.
    /// </summary>
    public string? StreamArn { get; set; }

    /// <summary>The time at which the stream was switched on; tells the streams of one table apart.</summary>
    public string? StreamLabel { get; set; }

    /// <summary>Whether the stream is being switched on, on, being switched off, or off.</summary>
    public StreamStatus? StreamStatus { get; set; }

    /// <summary>Which images of a row the records carry; fixed when the stream is created.</summary>
    public StreamViewType? StreamViewType { get; set; }

    /// <summary>The table whose changes the stream carries.</summary>
    public string? TableName { get; set; }
}
