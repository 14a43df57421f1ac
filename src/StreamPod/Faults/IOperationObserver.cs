namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>Hears of every attempt at an operation, and of every failure that will be tried again, to count and log them.</summary>
internal interface IOperationObserver
{
    void Attempted(PodOperation operation);

    /// <param name="operation">What failed.</param>
    /// <param name="subject">What was acted on.</param>
    /// <param name="attempt">Failed attempts so far.</param>
    /// <param name="kind">Transient or Throttled.</param>
    /// <param name="exception">What was found.</param>
    void WillRetry(PodOperation operation, string subject, int attempt, FaultKind kind, Exception exception);
}
