namespace KeyspacesStreamer.Testing.Time;

/// <summary>Real time between what a test does. Nothing is judged by what a machine manages meanwhile: who waits for something uses a Phase.</summary>
internal static class Pace
{
    /// <summary>Lets real time pass: between two acts against a program that runs, or as long as a fault lasts.</summary>
    public static Task PauseAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, TimeProvider.System, cancellationToken);
}
