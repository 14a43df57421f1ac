namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Something was left undone because this replica does not lead any more: whoever does will do it.</summary>
internal sealed class LeadershipLostException(string message) : OperationCanceledException(message);
