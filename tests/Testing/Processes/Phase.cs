using System.Diagnostics;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>Waits for a phase of a test, with a bound that only a hang reaches and a message that says what was expected and found.</summary>
internal static class Phase
{
    /// <summary>Far more than a busy machine needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again and again until the answer is null; any other answer says what is still missing.</summary>
    public static Task UntilAsync(string phase, Func<Task<string?>> whatIsMissing, CancellationToken cancellationToken) =>
        UntilAsync(phase, Patience, whatIsMissing, cancellationToken);

    public static async Task UntilAsync(string phase, TimeSpan bound, Func<Task<string?>> whatIsMissing, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (await whatIsMissing() is { } missing)
        {
            if (watch.Elapsed > bound)
            {
                throw new TimeoutException($"Phase '{phase}' was not over within {bound.TotalSeconds:0} s: {missing}");
            }

            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Bounds a task that has no bound of its own.</summary>
    public static async Task<T> BoundAsync<T>(string phase, Task<T> task, Func<string> found, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(Patience, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Phase '{phase}' was not over within {Patience.TotalSeconds:0} s: {found()}");
        }
    }
}
