namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>A duration as CQL has it: months, days and nanoseconds, none of which follows from another.</summary>
internal readonly record struct DurationValue(int Months, int Days, long Nanoseconds);
