namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Calls of AWS that end within ten seconds, tries of the SDK included, and fail as an <see cref="AwsCallException"/>.</summary>
internal sealed class BoundedCalls(TimeProvider clock)
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    /// <exception cref="AwsCallException">The service refused, or could not be reached in time.</exception>
    public async Task<T> RunAsync<T>(AwsCall call, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(Bound, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AwsFaults.IsOfACall(exception))
        {
            throw AwsFaults.Wrap(call, exception);
        }
    }
}
