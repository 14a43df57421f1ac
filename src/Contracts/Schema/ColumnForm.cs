namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>A form of a column other than that of its type.</summary>
public enum ColumnForm
{
    /// <summary>Text, for <c>varint</c>.</summary>
    String,

    /// <summary>16 bytes that the format calls a UUID, for <c>uuid</c> and <c>timeuuid</c>.</summary>
    Uuid,
}
