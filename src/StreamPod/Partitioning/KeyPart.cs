namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>A stretch of a key template: literal text, or a variable.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">The literal, or the name of the column; empty for other variables.</param>
internal readonly record struct KeyPart(KeyPartKind Kind, string Text);
