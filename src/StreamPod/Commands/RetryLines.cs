using KeyspacesStreamer.StreamPod.Faults;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>Says on a terminal what will be tried again, from the third time on.</summary>
internal sealed class RetryLines(TextWriter error) : IRetryObserver
{
    private const int Patience = 3;

    public void WillRetry(string stage, string subject, int attempt, FaultKind kind, Exception exception)
    {
        if (attempt >= Patience)
        {
            error.WriteLine($"{stage} of {subject} failed {attempt} times and is tried again: {FaultText.Of(exception)}");
        }
    }
}
