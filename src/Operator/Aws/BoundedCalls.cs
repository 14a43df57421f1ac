namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Calls of AWS that end within ten seconds, tries of the SDK included, and fail as an <see cref="AwsCallException"/>; at once where nobody has answered lately.</summary>
internal sealed class BoundedCalls(TimeProvider clock)
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly EndpointCircuitBreaker _silent = new(clock);

    /// <exception cref="AwsCallException">The service refused, or could not be reached in time.</exception>
    public async Task<T> RunAsync<T>(AwsCall call, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (!_silent.AllowsCall(call.Address))
        {
            throw AwsFaults.NoAnswer(call, null);
        }

        using var bound = new CancellationTokenSource(Bound, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            var answer = await ask(either.Token);
            _silent.RecordAnswer(call.Address);
            return answer;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AwsFaults.IsOfACall(exception))
        {
            if (AwsFaults.IsSilence(exception))
            {
                _silent.RecordTimeout(call.Address);
            }
            else
            {
                _silent.RecordAnswer(call.Address);
            }

            throw AwsFaults.Wrap(call, exception);
        }
        catch
        {
            _silent.GivenUp(call.Address);
            throw;
        }
    }
}
