using KeyspacesStreamer.StreamPod.Transforms;


namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>The transforms that this version can make from a layout: none yet.</summary>
internal static class RecordTransforms
{
    /// <returns>Null when records are written as they come.</returns>
    /// <exception cref="NotSupportedException">This version does not know the transform.</exception>
    public static IRecordTransform? Of(ObjectLayout layout) => layout.Transform is null
        ? null
        : throw new NotSupportedException($"this version knows no transform '{layout.Transform}'");
}
