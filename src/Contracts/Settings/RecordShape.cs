namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Shape of a record inside an object.</summary>
public enum RecordShape
{
    /// <summary>The members the AWS Keyspaces Streams Kinesis adapter hands out, in its order and with its explicit nulls. For JSON Lines.</summary>
    Native,

    /// <summary>A column for each column of the table, typed, and columns that say what happened: <c>_op</c>, <c>_ts</c>, <c>_seq</c> and others.</summary>
    Flat,

    /// <summary>The envelope of Debezium: <c>before</c>, <c>after</c>, <c>source</c>, <c>op</c>, <c>ts_ms</c>.</summary>
    Debezium,
}
