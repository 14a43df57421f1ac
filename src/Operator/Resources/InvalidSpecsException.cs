namespace KeyspacesStreamer.Operator.Resources;

/// <summary>A stream resource cannot be turned into settings; the message holds all of its problems, one after the other.</summary>
internal sealed class InvalidSpecsException : Exception
{
    public InvalidSpecsException(IReadOnlyList<SpecProblem> problems)
        : base(string.Join(' ', problems.Select(problem => problem.Text))) => Problems = problems;

    public InvalidSpecsException() : this([])
    {
    }

    public InvalidSpecsException(string message) : base(message)
    {
    }

    public InvalidSpecsException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public IReadOnlyList<SpecProblem> Problems { get; } = [];
}
