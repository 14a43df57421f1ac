namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>One change as the service sent it: slices of the page that carries it, valid as long as that page.</summary>
/// <param name="Json">The record's whole JSON object.</param>
/// <param name="SequenceText">The digits of its sequence number.</param>
/// <param name="CreatedAtText">The number token of createdAt (seconds since the epoch) exactly as sent, without quotes.</param>
/// <param name="CreatedAt">createdAt as a moment, rounded down to 100 ns; for partitioning and lag, never for output.</param>
internal readonly record struct ChangeRecord(
    ReadOnlyMemory<byte> Json,
    ReadOnlyMemory<byte> SequenceText,
    ReadOnlyMemory<byte> CreatedAtText,
    DateTimeOffset CreatedAt)
{
    public SequenceNumber SequenceNumber => SequenceNumber.Parse(System.Text.Encoding.ASCII.GetString(SequenceText.Span));
}
