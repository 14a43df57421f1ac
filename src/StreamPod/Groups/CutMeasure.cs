namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>Which bytes <see cref="ObjectLayout.MaxBytes"/> counts. What was prepared under one measure is finished under it.</summary>
internal enum CutMeasure
{
    /// <summary>Those of the records as they are encoded: the measure of the first three formats of pending groups.</summary>
    Encoded,

    /// <summary>Those of the records as the stream hands them out, which are known before anything is encoded and are the same in every format.</summary>
    Wire,
}
