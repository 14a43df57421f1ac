namespace Amazon.KeyspacesStreams.Model;

/// <summary>From which to which sequence number a shard reaches.</summary>
public class SequenceNumberRange
{
    /// <summary>The last number of the shard; null while the shard is open.</summary>
    public string? EndingSequenceNumber { get; set; }

    /// <summary>The first number of the shard.</summary>
    public string? StartingSequenceNumber { get; set; }
}
