namespace Amazon.KeyspacesStreams.Model;

/// <summary>The name of a stream and of the table whose changes it carries.</summary>
public class Stream
{
    /// <summary>The keyspace of the table.</summary>
    public string? KeyspaceName { get; set; }

    /// <summary>
    /// The ARN of the stream, 37 to 1024 characters:
    /// <c>arn:{partition}:cassandra:{region}:{account}:/keyspace/{keyspace}/table/{table}/stream/{label}</c>.
    /// </summary>
    public string? StreamArn { get; set; }

    /// <summary>The time at which the stream was switched on; tells the streams of one table apart. Contains colons.</summary>
    public string? StreamLabel { get; set; }

    /// <summary>The table whose changes the stream carries.</summary>
    public string? TableName { get; set; }
}
