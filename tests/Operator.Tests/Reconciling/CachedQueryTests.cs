using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Reconciling;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>Answers of AWS are used again, failures too, and an outage does not unsay what is known.</summary>
public sealed class CachedQueryTests
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly List<AwsFaultKind> _failures = [];
    private readonly CachedQuery<string, string> _look;
    private readonly AwsTimeBudget _time;
    private Func<string> _answer = () => "found";
    private int _asked;

    public CachedQueryTests() => _look = new CachedQuery<string, string>(_clock, new Random(1), _time = new AwsTimeBudget(_clock));

    [Fact]
    public async Task Ask_WithinTheTimeToKeep_AsksOnce()
    {
        await AskAsync("q");
        _clock.Advance(Keep * 0.8);

        var answer = await AskAsync("q");

        Assert.Equal(("found", 1), (answer, _asked));
    }

    [Fact]
    public async Task Ask_AfterTheTimeToKeep_AsksAgain()
    {
        await AskAsync("q");
        _clock.Advance(Keep * 1.2);

        await AskAsync("q");

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Ask_AnotherQuestion_AsksAtOnce()
    {
        await AskAsync("q");

        await AskAsync("other");

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Ask_Denied_IsNotRepeatedForAMinuteAndSaysTheSame()
    {
        _answer = Fails(AwsFaultKind.Denied);
        await Assert.ThrowsAsync<AwsCallException>(() => AskAsync("q"));
        _clock.Advance(TimeSpan.FromSeconds(50));

        var again = await Assert.ThrowsAsync<AwsCallException>(() => AskAsync("q"));

        Assert.Equal((AwsFaultKind.Denied, 1), (again.Kind, _asked));
    }

    [Fact]
    public async Task Ask_OutageAfterAnAnswer_AnswersAsBeforeAndCountsTheFailure()
    {
        await AskAsync("q");
        _answer = Fails(AwsFaultKind.Unavailable);
        _clock.Advance(Keep * 1.2);

        var answer = await AskAsync("q");

        Assert.Equal("found", answer);
        Assert.Equal([AwsFaultKind.Unavailable], _failures);
    }

    [Fact]
    public async Task Ask_DeniedAfterAnAnswer_SaysDenied()
    {
        await AskAsync("q");
        _answer = Fails(AwsFaultKind.Denied);
        _clock.Advance(Keep * 1.2);

        await Assert.ThrowsAsync<AwsCallException>(() => AskAsync("q"));

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Ask_LongOutage_DoesNotAnswerFromLongAgo()
    {
        await AskAsync("q");
        _answer = Fails(AwsFaultKind.Throttled);
        _clock.Advance(TimeSpan.FromMinutes(16));

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => AskAsync("q"));

        Assert.Equal(AwsFaultKind.Throttled, problem.Kind);
    }

    [Fact]
    public async Task Ask_FailuresInARow_AreFurtherAndFurtherApart()
    {
        _answer = Fails(AwsFaultKind.Unavailable);
        var pauses = new List<TimeSpan>();
        for (var failure = 0; failure < 8; failure++)
        {
            await Assert.ThrowsAsync<AwsCallException>(() => AskAsync("q"));
            pauses.Add(_look.RetryIn);
            _clock.Advance(_look.RetryIn);
        }

        Assert.Equal(8, _asked);
        Assert.InRange(pauses[0], TimeSpan.FromSeconds(1.8), TimeSpan.FromSeconds(2.2));
        Assert.All(pauses.Zip(pauses.Skip(1)).Take(4), pair => Assert.True(pair.Second > pair.First));
        Assert.InRange(pauses[^1], TimeSpan.FromSeconds(54), TimeSpan.FromSeconds(66));
    }

    [Fact]
    public async Task ResetBackoff_AfterAFailure_AsksAtOnce()
    {
        _answer = Fails(AwsFaultKind.Denied);
        await Assert.ThrowsAsync<AwsCallException>(() => AskAsync("q"));
        _answer = () => "granted";

        _look.ResetBackoff();

        Assert.Equal("granted", await AskAsync("q"));
    }

    [Fact]
    public async Task Forget_AfterAnAnswer_DoesNotCoverAnOutage()
    {
        await AskAsync("q");
        _answer = Fails(AwsFaultKind.Unavailable);

        _look.Invalidate();

        await Assert.ThrowsAsync<AwsCallException>(() => AskAsync("q"));
    }

    private static Func<string> Fails(AwsFaultKind kind) => () => throw new AwsCallException(kind, "s3:ListBucket", "arn:aws:s3:::b", "No.", null);

    [Fact]
    public async Task Ask_SeveralThatAreSlow_ShareTheTimeOfOneReconcile()
    {
        var other = new CachedQuery<string, string>(_clock, new Random(1), _time);
        _time.Begin();
        var first = SlowAsync(_look);
        _clock.Advance(AwsTimeBudget.Longest - TimeSpan.FromSeconds(1));
        var second = SlowAsync(other);
        Assert.False(first.IsCompleted || second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));

        var problems = await Task.WhenAll(Assert.ThrowsAsync<AwsCallException>(() => first), Assert.ThrowsAsync<AwsCallException>(() => second));
        var third = await Assert.ThrowsAsync<AwsCallException>(() => SlowAsync(new CachedQuery<string, string>(_clock, new Random(1), _time)));

        Assert.All([.. problems, third], problem => Assert.Equal((AwsFaultKind.Unavailable, "The answers for this stream took more than 30 s in all, and the rest was not waited for."), (problem.Kind, problem.Message)));
    }

    private static Task<string> SlowAsync(CachedQuery<string, string> look) => look.GetAsync(
        "q",
        async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return "";
        },
        _ => Keep,
        _ => { },
        TestContext.Current.CancellationToken);

    private Task<string> AskAsync(string question)
    {
        _time.Begin();
        return _look.GetAsync(
            question,
            _ =>
            {
                _asked++;
                return Task.FromResult(_answer());
            },
            _ => Keep,
            problem => _failures.Add(problem.Kind),
            TestContext.Current.CancellationToken);
    }
}
