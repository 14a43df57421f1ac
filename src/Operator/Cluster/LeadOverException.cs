namespace KeyspacesStreamer.Operator.Cluster;

/// <summary>Something was left undone because this replica does not lead any more: whoever does will do it.</summary>
internal sealed class LeadOverException(string message) : OperationCanceledException(message);
