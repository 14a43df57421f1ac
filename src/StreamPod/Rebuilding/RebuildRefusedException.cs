namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>A rebuild may not go on: somebody works on the table.</summary>
internal sealed class RebuildRefusedException : Exception
{
    public RebuildRefusedException(IReadOnlyList<string> problems) : base(string.Join(" ", problems)) => Problems = problems;

    public RebuildRefusedException()
    {
    }

    public RebuildRefusedException(string message) : base(message) => Problems = [message];

    public RebuildRefusedException(string message, Exception innerException) : base(message, innerException) => Problems = [message];

    /// <summary>Why, a sentence or two each.</summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
