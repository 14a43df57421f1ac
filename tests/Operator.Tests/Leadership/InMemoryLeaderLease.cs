using System.Globalization;
using KeyspacesStreamer.Operator.Leadership;

namespace KeyspacesStreamer.Operator.Tests.Leadership;

/// <summary>One lease in memory with versions as the API server has them; each replica has a view of its own that can be cut off.</summary>
internal sealed class InMemoryLeaderLease
{
    private LeaderRecord? _record;
    private int _version;

    public LeaderRecord? Record => _record;

    public int Writes => _version;

    public View Open() => new(this);

    /// <summary>How one replica reaches the lease.</summary>
    internal sealed class View(InMemoryLeaderLease lease) : ILeaderLease
    {
        /// <summary>Nothing of this replica reaches the server.</summary>
        public bool IsCutOff { get; set; }

        /// <summary>The server's refusal of every request; null while it refuses none.</summary>
        public Exception? Refusal { get; set; }

        /// <summary>What a request waits for before it reaches the server.</summary>
        public Task Reaching { get; set; } = Task.CompletedTask;

        /// <summary>What the answer to a write waits for, after it was written.</summary>
        public Task Answering { get; set; } = Task.CompletedTask;

        public Task<ObservedLease?> FindAsync(CancellationToken cancellationToken) => RunAsync(
            () => lease._record is { } record ? new ObservedLease(record, lease._version.ToString(CultureInfo.InvariantCulture)) : null, cancellationToken);

        public Task<bool> TryCreateAsync(LeaderRecord record, CancellationToken cancellationToken) =>
            WriteAsync(() => lease._record is null && lease.Write(record), cancellationToken);

        public Task<bool> TryReplaceAsync(LeaderRecord record, string version, CancellationToken cancellationToken) =>
            WriteAsync(() => lease._version.ToString(CultureInfo.InvariantCulture) == version && lease.Write(record), cancellationToken);

        private async Task<bool> WriteAsync(Func<bool> write, CancellationToken cancellationToken)
        {
            var isWritten = await RunAsync(write, cancellationToken);
            await Answering;
            return isWritten;
        }

        private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            await Reaching;
            cancellationToken.ThrowIfCancellationRequested();
            return Refusal is { } refusal ? throw refusal : IsCutOff ? throw new HttpRequestException("connection refused") : work();
        }
    }

    private bool Write(LeaderRecord record)
    {
        _record = record;
        _version++;
        return true;
    }
}
