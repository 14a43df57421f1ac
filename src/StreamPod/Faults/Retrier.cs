namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>Repeats one action while its failures are transient or throttled, keeping its place; everything else passes through.</summary>
internal sealed class Retrier(Backoff backoff, IRetryObserver observer)
{
    /// <param name="stage">Bounded label for metrics and logs.</param>
    /// <param name="subject">What is acted on, for the log.</param>
    /// <param name="action">The action; it must be safe to repeat.</param>
    /// <param name="cancellationToken">Ends the repeating.</param>
    public async Task<T> RunAsync<T>(string stage, string subject, Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await action(cancellationToken);
            }
            catch (Exception exception) when (AwsFaults.IsPassing(exception, out var kind))
            {
                // A failure that meets its caller's cancellation half-way is that cancellation, whatever the service said.
                cancellationToken.ThrowIfCancellationRequested();
                observer.WillRetry(stage, subject, attempt, kind, exception);
                await backoff.WaitAsync(attempt, kind, cancellationToken);
            }
        }
    }
}
