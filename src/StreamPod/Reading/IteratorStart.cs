using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>Where an iterator begins.</summary>
internal readonly record struct IteratorStart
{
    private IteratorStart(IteratorStartKind kind, SequenceNumber? number) => (Kind, Number) = (kind, number);

    public IteratorStartKind Kind { get; }

    /// <summary>Set for At and After.</summary>
    public SequenceNumber? Number { get; }

    public static IteratorStart TrimHorizon { get; } = new(IteratorStartKind.TrimHorizon, null);

    public static IteratorStart Latest { get; } = new(IteratorStartKind.Latest, null);

    public static IteratorStart At(SequenceNumber number) => new(IteratorStartKind.AtSequenceNumber, number);

    public static IteratorStart After(SequenceNumber number) => new(IteratorStartKind.AfterSequenceNumber, number);

    public override string ToString() => Number is { } number ? $"{Kind} {number}" : Kind.ToString();
}
