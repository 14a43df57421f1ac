namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>File format of an object.</summary>
public enum ObjectFormat
{
    /// <summary>One JSON document a line, each ended by a line feed.</summary>
    JsonLines,

    /// <summary>An Avro object container file, its schema included. For the shapes Flat and Debezium.</summary>
    Avro,

    /// <summary>Apache Parquet. For the shapes Flat and Debezium.</summary>
    Parquet,
}
