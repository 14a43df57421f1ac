namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Shape of a record inside an object.</summary>
public enum RecordShape
{
    /// <summary>The members the AWS Keyspaces Streams Kinesis adapter hands out, in its order and with its explicit nulls.</summary>
    Native,
}
