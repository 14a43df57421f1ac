namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>One line of a listing.</summary>
internal readonly record struct ListedObject(string Key, long SizeBytes);
