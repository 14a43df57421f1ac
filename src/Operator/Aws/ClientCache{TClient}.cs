using System.Collections.Concurrent;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>One client for each region and address, made when it is first needed and kept.</summary>
internal sealed class ClientCache<TClient>(Func<string, Uri?, TClient> make) : IDisposable
    where TClient : class, IDisposable
{
    private readonly ConcurrentDictionary<(string Region, Uri? Endpoint), Lazy<TClient>> _clients = new();

    public TClient For(string region, Uri? endpoint) =>
        _clients.GetOrAdd((region, endpoint), key => new Lazy<TClient>(() => make(key.Region, key.Endpoint))).Value;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }
}
