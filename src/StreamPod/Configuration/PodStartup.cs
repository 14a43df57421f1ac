using Amazon.KeyspacesStreams;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>Reaches stream, lease table and bucket before anything is read, and reports everything that is wrong at once.</summary>
internal sealed class PodStartup(StreamSettings settings, Retrier retrier, PodStatusBoard board)
{
    /// <summary>How long the other checks may go on once one has failed for good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="FatalFaultException">What is wrong, one sentence a problem; the exit code of the first.</exception>
    public async Task<TableStream> ReachAllAsync(
        IAmazonKeyspacesStreams client, ILeaseTable table, IObjectStore store, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tableName = $"{settings.Source.Keyspace}.{settings.Source.Table}";
        var stream = TryAsync($"Finding the change stream of {tableName}", token => new StreamResolver(client).ResolveAsync(settings.Source, token), patience);
        var leases = TryAsync($"Opening lease table {settings.Checkpoint.Table}", token => EnsureAsync(table, token), patience);
        var bucket = TryAsync($"Reaching {store.Name}", token => CheckAsync(store, token), patience);
        board.Waiting = "reaching stream, lease table and bucket";
        await Task.WhenAll(stream, leases, bucket);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfAny([(await stream).Problem, (await leases).Problem, (await bucket).Problem]);

        var found = (await stream).Value!; // no problem: there is a stream
        var claim = await TryAsync(
            $"Claiming lease table {settings.Checkpoint.Table}",
            async token =>
            {
                await TableClaim.ClaimAsync(table, settings, found, retrier, token);
                return true;
            },
            patience);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfAny([claim.Problem]);
        var schema = await TryAsync(
            $"Writing the table's schema to {store.Name}",
            async token =>
            {
                await new SchemaStore(store, ObjectLayout.Of(settings), found).SaveAsync(token);
                return true;
            },
            patience);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfAny([schema.Problem]);
        return found;
    }

    private async Task<bool> EnsureAsync(ILeaseTable table, CancellationToken cancellationToken)
    {
        await table.EnsureAsync(settings.Checkpoint.Create, cancellationToken);
        return true;
    }

    private async Task<bool> CheckAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        await store.CheckAsync(cancellationToken);
        if (CreateOnlyProof.IsNeeded(settings.Destination))
        {
            await CreateOnlyProof.RunAsync(store, settings, cancellationToken);
        }

        return true;
    }

    private async Task<Attempt<T>> TryAsync<T>(string doing, Func<CancellationToken, Task<T>> action, CancellationTokenSource patience)
    {
        try
        {
            return new Attempt<T>(await retrier.RunAsync(PodOperation.Startup, doing, action, patience.Token), null);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new Attempt<T>(default, null);
        }
        catch (Exception exception)
        {
            patience.CancelAfter(Patience);
            return new Attempt<T>(default, new FatalFaultException(ProcessFaults.LineOf(doing, exception), ProcessFaults.ExitCodeOf(exception), exception));
        }
    }

    private static void ThrowIfAny(IReadOnlyList<FatalFaultException?> problems)
    {
        var found = problems.OfType<FatalFaultException>().ToArray();
        if (found.Length > 0)
        {
            throw found.Length == 1 ? found[0] : new FatalFaultException(string.Join(" | ", found.Select(problem => problem.Message)), found[0].ExitCode, found[0]);
        }
    }

    /// <summary>A value, or why there is none.</summary>
    private sealed record Attempt<T>(T? Value, FatalFaultException? Problem);
}
