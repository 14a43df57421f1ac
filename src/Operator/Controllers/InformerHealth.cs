using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Watching;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Controllers;

/// <summary>Logs what one informer goes through, and remembers when it last showed that it is alive.</summary>
internal sealed class InformerHealth(TimeProvider clock, ILogger logger) : IInformerObserver
{
    private long _beat = clock.GetTimestamp();

    /// <summary>Time since anything was heard of it. The server ends every watch after minutes, so a longer silence is a connection that nobody answers any more.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Interlocked.Read(ref _beat));

    public void Listed(string kind, int resources)
    {
        Beat();
        logger.Listed(kind, resources);
    }

    public void WatchEnded(string kind)
    {
        Beat();
        logger.WatchEnded(kind);
    }

    public void VersionExpired(string kind)
    {
        Beat();
        logger.VersionExpired(kind);
    }

    public void WillRetry(string kind, int attempt, TimeSpan pause, Exception problem)
    {
        Beat();
        logger.WatchWillRetry(kind, attempt, pause.TotalSeconds, problem.Message);
    }

    private void Beat() => Interlocked.Exchange(ref _beat, clock.GetTimestamp());
}
