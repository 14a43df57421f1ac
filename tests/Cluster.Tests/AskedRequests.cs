using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>Keeps what a client asked of the API server: method, path and status, in order.</summary>
internal sealed class AskedRequests : IRequestObserver
{
    private readonly ConcurrentQueue<(string Method, string Path, int? Status)> _asked = new();

    public IReadOnlyList<(string Method, string Path, int? Status)> All => [.. _asked];

    /// <summary>Those that wrote or tried to.</summary>
    public IReadOnlyList<(string Method, string Path, int? Status)> Writes => [.. _asked.Where(request => request.Method != "GET")];

    void IRequestObserver.RequestCompleted(string method, string path, int? status) => _asked.Enqueue((method, path, status));
}
