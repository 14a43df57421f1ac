using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>The objects and pods that a stream should have.</summary>
/// <param name="Stream">What decides how they look.</param>
/// <param name="SettingsHash">Hash of the settings that the pods read.</param>
internal sealed record DesiredWorkload(DesiredStream Stream, string SettingsHash);
