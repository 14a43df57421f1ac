namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>A record that cannot be encoded: what was expected, what was found, and where.</summary>
internal sealed class UnreadableRecordException : Exception
{
    public UnreadableRecordException(string message) : base(message)
    {
    }

    public UnreadableRecordException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public UnreadableRecordException()
    {
    }

    /// <summary>The fault of a record, in words that tell which record it is.</summary>
    public static UnreadableRecordException Of(in ChangeRecord record, ShardId shardId, string problem, Exception? cause)
    {
        var text = $"Record {System.Text.Encoding.ASCII.GetString(record.SequenceText.Span)} of {shardId} cannot be encoded: {problem}";
        return cause is null ? new UnreadableRecordException(text) : new UnreadableRecordException(text, cause);
    }
}
