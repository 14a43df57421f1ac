using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>
/// The last answer of AWS to one question, used again for as long as it may be. A failure is used again too: a service that refuses or
/// throttles is asked less and less often. While it cannot be reached, its last good answer stands.
/// </summary>
internal sealed class CachedQuery<TQuestion, TAnswer>(TimeProvider clock, Random random, AwsTimeBudget time)
    where TQuestion : class
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GoodAnswersLast = TimeSpan.FromMinutes(15);

    private TQuestion? _question;
    private Good? _good;
    private AwsCallException? _problem;
    private int _failures;
    private long _askedAt;
    private TimeSpan _validFor;

    /// <summary>Time until the question may be asked again.</summary>
    public TimeSpan RetryIn => _validFor - clock.GetElapsedTime(_askedAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>When the last good answer was given, as a timestamp of the clock; null when there is none.</summary>
    public long? AnsweredAt => _good?.At;

    /// <param name="question">What is asked; another question than last time forgets everything.</param>
    /// <param name="ask">Asks AWS.</param>
    /// <param name="keepFor">How long an answer may be used again.</param>
    /// <param name="failed">Hears of each failure, also of one that an older answer covers.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="AwsCallException">AWS refused, or cannot be reached and no good answer is young enough.</exception>
    public async Task<TAnswer> GetAsync(
        TQuestion question, Func<CancellationToken, Task<TAnswer>> ask, Func<TAnswer, TimeSpan> keepFor, Action<AwsCallException> failed, CancellationToken cancellationToken)
    {
        if (!question.Equals(_question))
        {
            Invalidate();
            _question = question;
        }

        if (RetryIn == TimeSpan.Zero)
        {
            await AskNowAsync(ask, keepFor, failed, cancellationToken);
        }

        return _problem is null || IsCovered(_problem) ? _good!.Answer : throw _problem; // no problem, or a covered one: there is a good answer
    }

    /// <summary>The next question is asked at once, whatever was answered.</summary>
    public void Invalidate()
    {
        (_question, _good) = (null, null);
        ResetBackoff();
        _validFor = TimeSpan.Zero;
    }

    /// <summary>The next question is asked at once if the last one failed.</summary>
    public void ResetBackoff()
    {
        if (_problem is not null)
        {
            (_problem, _failures, _validFor) = (null, 0, TimeSpan.Zero);
        }
    }

    private async Task AskNowAsync(Func<CancellationToken, Task<TAnswer>> ask, Func<TAnswer, TimeSpan> keepFor, Action<AwsCallException> failed, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AskInTimeAsync(ask, cancellationToken);
            _good = new Good(answer, clock.GetTimestamp());
            (_problem, _failures, _validFor) = (null, 0, Spread(keepFor(answer)));
        }
        catch (AwsCallException problem)
        {
            failed(problem);
            (_problem, _validFor) = (problem, Spread(PauseAfter(problem.Kind)));
        }

        _askedAt = clock.GetTimestamp();
    }

    private async Task<TAnswer> AskInTimeAsync(Func<CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(time.Remaining, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException late) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AwsCallException(
                AwsFaultKind.Unavailable, "", "", $"The answers for this stream took more than {AwsTimeBudget.Longest.TotalSeconds:0} s in all, and the rest was not waited for.", late);
        }
    }

    private TimeSpan PauseAfter(AwsFaultKind kind)
    {
        if (kind is AwsFaultKind.Denied or AwsFaultKind.Refused)
        {
            return AfterRefusal;
        }

        var pause = FirstPause * (1L << Math.Min(_failures++, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    private bool IsCovered(AwsCallException problem) =>
        problem.Kind is AwsFaultKind.Unavailable or AwsFaultKind.Throttled && _good is { } good && clock.GetElapsedTime(good.At) < GoodAnswersLast;

    /// <summary>Many streams must not ask in the same moment.</summary>
    private TimeSpan Spread(TimeSpan time)
    {
        lock (random)
        {
            return time * (0.9 + (random.NextDouble() / 5));
        }
    }

    /// <summary>A good answer and when it was given.</summary>
    private sealed record Good(TAnswer Answer, long At);
}
