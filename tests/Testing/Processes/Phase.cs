using System.Diagnostics;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>Waits for a phase of a test, with a bound that only a hang reaches and a message that says what was expected and found.</summary>
internal static class Phase
{
    /// <summary>The one bound of everything that tests wait for. A machine that is slow or busy stays far below it: only a hang gets there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The same as kubectl takes it.</summary>
    public static readonly string KubectlTimeout = $"--timeout={Patience.TotalSeconds:0}s";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again and again until the answer is null; any other answer says what is still missing.</summary>
    public static Task UntilAsync(string phase, Func<Task<string?>> whatIsMissing, CancellationToken cancellationToken) =>
        UntilAsync(phase, Patience, whatIsMissing, cancellationToken);

    /// <param name="phase">What is waited for, for the message.</param>
    /// <param name="patience">A multiple of <see cref="Patience"/>, for what is made of many parts.</param>
    /// <param name="whatIsMissing">Null when it is over.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public static async Task UntilAsync(string phase, TimeSpan patience, Func<Task<string?>> whatIsMissing, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var asked = Stopwatch.GetTimestamp();
            if (await whatIsMissing() is not { } missing)
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(began) > patience)
            {
                throw new TimeoutException($"Phase '{phase}' was not over within {patience.TotalSeconds:0} s: {missing}");
            }

            // Asking takes the processor from what is waited for: it gets no more than a fifth of the time.
            var pause = 4 * Stopwatch.GetElapsedTime(asked);
            await Task.Delay(pause > Interval ? pause : Interval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Bounds a task that has no bound of its own.</summary>
    /// <exception cref="TimeoutException">It hangs.</exception>
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
