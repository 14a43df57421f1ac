using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>
/// The credentials of this process, found as the SDK finds them (environment, IRSA, profile, Pod Identity), one for all clients. That there are none is
/// remembered for a while: the SDK looks for them one call after the other, a second and more each time, and the calls would wait for each other.
/// Once they were found, calls take them side by side: only looking for them is done by one call at a time.
/// </summary>
/// <param name="clock">Time, for how long a failure is remembered.</param>
/// <param name="environment">Looks up environment variables.</param>
/// <param name="whatToDo">What to do when there are none; is after "there are no AWS credentials".</param>
/// <param name="find">Finds them.</param>
public sealed class ProcessCredentials(TimeProvider clock, Func<string, string?> environment, string whatToDo, Func<AWSCredentials> find) : AWSCredentials, IDisposable
{
    /// <summary>How long a failure is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly CredentialsFaults _faults = new(environment);
    private readonly CredentialsChain _chain = new(new CredentialsFaults(environment));
    private volatile AWSCredentials? _found;
    private volatile CredentialsException? _problem;
    private long _failedAt;

    /// <summary>As the SDK finds them.</summary>
    public ProcessCredentials(TimeProvider clock, Func<string, string?> environment, string whatToDo)
        : this(clock, environment, whatToDo, () => DefaultAWSCredentialsIdentityResolver.GetCredentials())
    {
    }

    /// <summary>How long a call waits for another one that is looking for them. Default 5 s.</summary>
    public TimeSpan Patience { get; init; } = Remembered;

    /// <summary>What signs a request asks like this.</summary>
    public override ImmutableCredentials GetCredentials()
    {
        if (Ready() is { } ready)
        {
            return Told(ready.GetCredentials);
        }

        TakeTurn(_turn.Wait(Patience));
        try
        {
            return Told(() =>
            {
                var usable = Find();
                var credentials = usable.GetCredentials();
                Keep(usable);
                return credentials;
            });
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (Ready() is { } ready)
        {
            return await ToldAsync(ready.GetCredentialsAsync);
        }

        TakeTurn(await _turn.WaitAsync(Patience));
        try
        {
            return await ToldAsync(async () =>
            {
                var usable = Find();
                var credentials = await usable.GetCredentialsAsync();
                Keep(usable);
                return credentials;
            });
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Those that were found and worked the last time.</summary>
    private AWSCredentials? Ready() => _problem is null ? _found : null;

    private ImmutableCredentials Told(Func<ImmutableCredentials> get)
    {
        try
        {
            return get();
        }
        catch (CredentialsException problem)
        {
            throw Remember(problem);
        }
    }

    private async Task<ImmutableCredentials> ToldAsync(Func<Task<ImmutableCredentials>> get)
    {
        try
        {
            return await get();
        }
        catch (CredentialsException problem)
        {
            throw Remember(problem);
        }
    }

    private void TakeTurn(bool isTaken)
    {
        if (!isTaken)
        {
            var waited = new TimeoutException($"Another call has been fetching them for {Patience.TotalSeconds:0} s.");
            throw new CredentialsException(CredentialsTrouble.Unreachable, $"credentials could not be fetched: {waited.Message}", waited);
        }
    }

    private AWSCredentials Find()
    {
        if (_problem is { } problem && clock.GetElapsedTime(_failedAt) < Remembered)
        {
            throw problem;
        }

        return _chain.Of(Look());
    }

    private AWSCredentials Look()
    {
        try
        {
            return find();
        }
        catch (AmazonClientException none) when (none.GetType() == typeof(AmazonClientException) && !Causes.IsConnection(none))
        {
            throw SignInProfile.IsInForce() ? new CredentialsException(CredentialsTrouble.Broken, SdkDependencies.NoSignIn, none)
                : new CredentialsException(CredentialsTrouble.Absent, $"there are no AWS credentials. {whatToDo} ({SdkText.OneLine(none.Message)})", none);
        }
        catch (Exception problem)
        {
            throw _faults.Explain(null, problem);
        }
    }

    private void Keep(AWSCredentials usable)
    {
        _found = usable;
        _problem = null;
    }

    /// <summary>Each call throws an exception of its own: two that share one would write over each other's stack.</summary>
    private CredentialsException Remember(CredentialsException problem)
    {
        if (!ReferenceEquals(problem, _problem))
        {
            (_problem, _failedAt) = (problem, clock.GetTimestamp());
        }

        return new CredentialsException(problem.Trouble, problem.Message, problem);
    }
}
