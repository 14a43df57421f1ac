namespace KeyspacesStreamer.Operator.Aws;

/// <summary>
/// Addresses that do not answer any more. While one is silent, a single call at a time finds out whether it speaks again, and no other is made there: a
/// service that hangs holds one worker, and not all of them.
/// </summary>
internal sealed class EndpointCircuitBreaker(TimeProvider clock)
{
    /// <summary>Calls in a row without an answer; one alone may be slow for a reason of its own.</summary>
    public const int SilentAfter = 3;

    /// <summary>How long a silent address is left alone between two calls.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Addresses from which on old ones are forgotten; a spec can name any number.</summary>
    private const int Most = 256;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<Uri, Silence> _silences = [];

    /// <summary>Whether a call may be made; if so, it says afterwards how it went.</summary>
    public bool AllowsCall(Uri address)
    {
        lock (_lock)
        {
            if (!_silences.TryGetValue(address, out var silence) || silence.Calls < SilentAfter)
            {
                return true;
            }

            if (silence.IsAsked || clock.GetElapsedTime(silence.Since) < Pause)
            {
                return false;
            }

            _silences[address] = silence with { IsAsked = true };
            return true;
        }
    }

    /// <summary>There was an answer, whatever it was.</summary>
    public void RecordAnswer(Uri address)
    {
        lock (_lock)
        {
            _silences.Remove(address);
        }
    }

    /// <summary>There was none in time.</summary>
    public void RecordTimeout(Uri address)
    {
        lock (_lock)
        {
            if (_silences.Count >= Most)
            {
                // Addresses that nobody asks any more; one that is asked still is found silent again.
                foreach (var old in _silences.Where(pair => clock.GetElapsedTime(pair.Value.Since) > Remembered).Select(pair => pair.Key).ToArray())
                {
                    _silences.Remove(old);
                }
            }

            _silences[address] = new Silence(_silences.GetValueOrDefault(address).Calls + 1, clock.GetTimestamp(), IsAsked: false);
        }
    }

    /// <summary>The call was given up before it could tell.</summary>
    public void GivenUp(Uri address)
    {
        lock (_lock)
        {
            if (_silences.TryGetValue(address, out var silence))
            {
                _silences[address] = silence with { IsAsked = false };
            }
        }
    }

    /// <summary>How long an address has been silent.</summary>
    /// <param name="Calls">Calls in a row without an answer.</param>
    /// <param name="Since">When the last of them ended.</param>
    /// <param name="IsAsked">Whether a call is finding out.</param>
    private readonly record struct Silence(int Calls, long Since, bool IsAsked);
}
