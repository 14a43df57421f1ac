using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>
/// The operator's own credentials, found as the SDK finds them (IRSA, Pod Identity, environment, profile). That there are none is remembered for a while:
/// the SDK looks for them one call after the other, a second and more each time, and the calls of many streams would wait for each other.
/// </summary>
/// <param name="clock">Time, for how long a failure is remembered.</param>
/// <param name="find">Finds them.</param>
internal sealed class OperatorCredentials(TimeProvider clock, Func<AWSCredentials> find) : AWSCredentials, IDisposable
{
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private AWSCredentials? _found;
    private Exception? _problem;
    private long _failedAt;

    public OperatorCredentials(TimeProvider clock)
        : this(clock, () => DefaultAWSCredentialsIdentityResolver.GetCredentials())
    {
    }

    /// <summary>What signs a request asks like this.</summary>
    public override ImmutableCredentials GetCredentials()
    {
        TakeTurn(_turn.Wait(Remembered));
        try
        {
            return Known(Find().GetCredentials());
        }
        catch (Exception problem) when (problem is not NoCredentialsException)
        {
            throw Remember(problem);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        TakeTurn(await _turn.WaitAsync(Remembered));
        try
        {
            return Known(await Find().GetCredentialsAsync());
        }
        catch (Exception problem) when (problem is not NoCredentialsException)
        {
            throw Remember(problem);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static void TakeTurn(bool isTaken)
    {
        if (!isTaken)
        {
            throw new NoCredentialsException(new TimeoutException($"Another call has been fetching them for {Remembered.TotalSeconds:0} s."));
        }
    }

    private AWSCredentials Find() =>
        _problem is not null && clock.GetElapsedTime(_failedAt) < Remembered ? throw new NoCredentialsException(_problem) : _found ??= find();

    private ImmutableCredentials Known(ImmutableCredentials credentials)
    {
        _problem = null;
        return credentials;
    }

    private NoCredentialsException Remember(Exception problem)
    {
        (_problem, _failedAt) = (problem, clock.GetTimestamp());
        return new NoCredentialsException(problem);
    }
}
