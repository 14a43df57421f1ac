using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>One occurrence of a column in a record.</summary>
/// <param name="Place">Which of the record's maps holds it.</param>
/// <param name="Name">Its name, quotes included.</param>
/// <param name="IsEscaped">Whether the name has escapes.</param>
/// <param name="Value">Its value object.</param>
/// <param name="Times">Its metadata.</param>
internal readonly record struct RecordCell(ColumnPlace Place, JsonRange Name, bool IsEscaped, JsonRange Value, CellTimes Times);
