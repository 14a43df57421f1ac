namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>Repeats one action while its failures are transient or throttled, keeping its place; everything else passes through.</summary>
internal sealed class Retrier(Backoff backoff, IOperationObserver observer)
{
    /// <param name="operation">What the action does, for metrics and logs.</param>
    /// <param name="subject">What is acted on, for the log.</param>
    /// <param name="action">The action; it must be safe to repeat.</param>
    /// <param name="cancellationToken">Ends the repeating.</param>
    public async Task<T> RunAsync<T>(PodOperation operation, string subject, Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            observer.Attempted(operation);
            try
            {
                return await action(cancellationToken);
            }
            catch (Exception exception) when (AwsFaults.IsPassing(exception, out var kind))
            {
                // A failure that meets its caller's cancellation half-way is that cancellation, whatever the service said.
                cancellationToken.ThrowIfCancellationRequested();
                observer.WillRetry(operation, subject, attempt, kind, exception);
                await backoff.WaitAsync(attempt, kind, cancellationToken);
            }
        }
    }
}
