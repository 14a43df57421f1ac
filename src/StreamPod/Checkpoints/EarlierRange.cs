using KeyspacesStreamer.StreamPod.Batching;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>A range that an earlier life of the stream wrote from the same start.</summary>
/// <param name="Last">Its last number.</param>
/// <param name="CutBy">What cut it into objects.</param>
internal sealed record EarlierRange(SequenceNumber Last, CutMeasure CutBy);
