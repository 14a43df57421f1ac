namespace KeyspacesStreamer.RawStreams;

/// <summary>Where in the body of a <see cref="RawPage"/> a record stands, and where in it the members that are needed at once.</summary>
/// <param name="Offset">Where the record's JSON object begins.</param>
/// <param name="Length">The length of the object in bytes.</param>
/// <param name="SequenceNumberOffset">Where the text of <c>sequenceNumber</c> begins, after its quotation mark.</param>
/// <param name="SequenceNumberLength">The length of that text in bytes, at least 1. It holds escapes if <see cref="SequenceNumberIsEscaped"/>.</param>
/// <param name="CreatedAtOffset">Where the token of <c>createdAt</c> begins: a number as it came, or a string with its quotation marks.</param>
/// <param name="CreatedAtLength">The length of that token in bytes; 0 when the member is absent or null.</param>
/// <param name="SequenceNumberIsEscaped">Whether the text holds JSON escapes; <see cref="RawPage.SequenceNumberOf"/> gives it without them.</param>
public readonly record struct RawRecord(
    int Offset,
    int Length,
    int SequenceNumberOffset,
    int SequenceNumberLength,
    int CreatedAtOffset,
    int CreatedAtLength,
    bool SequenceNumberIsEscaped);
