namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>Cancels work without running what it ends in the middle of the caller.</summary>
internal static class StopSignal
{
    /// <summary>
    /// As <see cref="CancellationTokenSource.CancelAsync"/>, whose callbacks run on the thread pool. Where one context runs everything, as in
    /// a simulation, they run on its thread at once, and what they wake up is posted to it: nothing may happen beside that context.
    /// </summary>
    public static Task SendAsync(CancellationTokenSource source)
    {
        if (SynchronizationContext.Current is not { } context)
        {
            return source.CancelAsync();
        }

        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            source.Cancel();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        return Task.CompletedTask;
    }
}
