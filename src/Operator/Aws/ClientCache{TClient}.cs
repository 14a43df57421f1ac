namespace KeyspacesStreamer.Operator.Aws;

/// <summary>One client for each region and address, made when it is first needed; the one that was used the longest ago goes when there are too many.</summary>
/// <param name="clock">Time, for how long a client that went may still be in use.</param>
/// <param name="make">Makes a client.</param>
internal sealed class ClientCache<TClient>(TimeProvider clock, Func<string, Uri?, TClient> make) : IDisposable
    where TClient : class, IDisposable
{
    /// <summary>AWS has about forty regions, and a cluster a few addresses of its own; a spec can name any number.</summary>
    public const int Most = 64;

    /// <summary>Longer than any call.</summary>
    private static readonly TimeSpan InUse = 3 * BoundedCalls.Bound;

    private readonly Lock _lock = new();
    private readonly LatestUsed<(string Region, Uri? Endpoint), TClient> _clients = new(Most);
    private readonly Queue<(TClient Client, long Since)> _gone = new();

    /// <summary>Clients that are kept, those that may still be in use among them.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _clients.Count + _gone.Count;
            }
        }
    }

    public TClient For(string region, Uri? endpoint)
    {
        lock (_lock)
        {
            if (_clients.TryGet((region, endpoint), out var known))
            {
                return known;
            }

            while (_gone.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Since) > InUse)
            {
                _gone.Dequeue().Client.Dispose();
            }

            var client = make(region, endpoint);
            if (_clients.Put((region, endpoint), client) is { } replaced)
            {
                _gone.Enqueue((replaced, clock.GetTimestamp()));
            }

            return client;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var client in _clients.Values.Concat(_gone.Select(gone => gone.Client)))
            {
                client.Dispose();
            }

            _gone.Clear();
        }
    }
}
