using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>The formats and shapes that this version can write.</summary>
internal static class ObjectFormats
{
    /// <exception cref="NotSupportedException">This version has no such format; the message says so in the words of the settings.</exception>
    public static IObjectFormat Of(ObjectFormat format) => format switch
    {
        ObjectFormat.JsonLines => new JsonLinesFormat(),
        _ => throw new NotSupportedException($"this version writes no objects of the format {format}, only {ObjectFormat.JsonLines}"),
    };

    /// <exception cref="NotSupportedException">This version has no such shape; the message says so in the words of the settings.</exception>
    public static IRecordShape ShapeOf(RecordShape shape, TableStream stream, ShardId shardId, bool withMetadata) => shape switch
    {
        RecordShape.Native => new NativeRecordEncoder(stream, shardId, withMetadata),
        _ => throw new NotSupportedException($"this version writes no records of the shape {shape}, only {RecordShape.Native}"),
    };
}
