namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>Hears of every failure that will be tried again, to count and log it.</summary>
internal interface IRetryObserver
{
    /// <param name="stage">Bounded label: get-records, put, prepare, commit, …</param>
    /// <param name="subject">What was acted on.</param>
    /// <param name="attempt">Failed attempts so far.</param>
    /// <param name="kind">Transient or Throttled.</param>
    /// <param name="exception">What was found.</param>
    void WillRetry(string stage, string subject, int attempt, FaultKind kind, Exception exception);
}
