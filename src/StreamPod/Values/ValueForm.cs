namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>A way in which values of a type are written on the wire, where the service does not say which.</summary>
internal enum ValueForm
{
    DateIso,
    DateDays,
    DateUnsignedDays,
    TimeOfDay,
    TimeNanoseconds,
    TimestampMilliseconds,
    TimestampIso,
    TimestampCqlsh,
    DurationUnits,
    DurationIso,
    DurationIsoAlternative,
    DurationNumbers,
    FloatWordOfC,
    DecimalExponent,
    VarintExponent,
    InetJava,
    BlobHexadecimal,
}
