namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>Where in a record the best occurrence of a column stands.</summary>
/// <param name="Place">Which of the record's maps; smaller goes first.</param>
/// <param name="Start">First byte of its value object; negative when the column is null there.</param>
/// <param name="Length">Bytes of its value object.</param>
internal readonly record struct FoundColumn(ColumnPlace Place, int Start, int Length);
