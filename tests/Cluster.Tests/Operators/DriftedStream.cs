using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>One stream with all objects a stream can have, and the operator that keeps them; tests spoil them one after the other.</summary>
/// <param name="stand">Where.</param>
public sealed class DriftedStream(OperatorStand stand) : IAsyncLifetime
{
    private OperatorProcess? _running;

    internal QuietStream Stream { get; } = new(stand, "drift");

    internal OperatorProcess Running => _running ?? throw new InvalidOperationException("The operator was not started.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Stream.PrepareAsync();
        _running = await Stream.StartOperatorAsync();
        await Stream.ApplyAsync("  replicas: 2\n  pod: { roleArn: 'arn:aws:iam::111122223333:role/drift' }\n");
        await Stream.UntilPendingAsync();
    }

    public async ValueTask DisposeAsync() => await (_running?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>Waits until the operator's log tells once more that it mended this.</summary>
    internal async Task UntilMendedAsync(string difference, Func<Task> spoil)
    {
        var before = CountOf(difference);
        await spoil();
        await Phase.UntilAsync(
            $"{difference} is mended",
            () => Task.FromResult(CountOf(difference) > before ? null : $"the log {Running.LogFile} does not say so"),
            Token);
    }

    private int CountOf(string difference) => Running.Log.Split($"updated: {difference} differed").Length - 1;
}
