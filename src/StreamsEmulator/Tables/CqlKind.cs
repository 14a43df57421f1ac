namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>How a value of a CQL type is written in JSON.</summary>
internal enum CqlKind
{
    Text,
    Number,
    Fraction,
    Identifier,
    Truth,
    Bytes,
    Sequence,
    Map,
    Tuple,
    Structure,
}
