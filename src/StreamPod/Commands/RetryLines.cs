using KeyspacesStreamer.StreamPod.Faults;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>Says on a terminal what will be tried again, from the third time on.</summary>
internal sealed class RetryLines(TextWriter error) : IOperationObserver
{
    private const int Patience = 3;

    public void Attempted(PodOperation operation)
    {
    }

    public void WillRetry(PodOperation operation, string subject, int attempt, FaultKind kind, Exception exception)
    {
        if (attempt >= Patience)
        {
            error.WriteLine($"{operation.Terms().Name} of {subject} failed {attempt} times and is tried again: {FaultText.Of(exception)}");
        }
    }
}
