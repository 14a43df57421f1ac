namespace KeyspacesStreamer.Operator.Aws;

/// <summary>A service answered with more bytes than any of its answers has.</summary>
internal sealed class AnswerTooLongException : IOException
{
    /// <param name="max">How many bytes are read.</param>
    /// <param name="innerException">What stopped the reading.</param>
    public AnswerTooLongException(int max, Exception innerException) : base($"The answer has more than {max >> 20} MiB.", innerException)
    {
    }

    public AnswerTooLongException() : base("The answer is too long.")
    {
    }

    public AnswerTooLongException(string message) : base(message)
    {
    }

    public AnswerTooLongException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
