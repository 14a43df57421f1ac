namespace KeyspacesStreamer.Operator.Aws;

/// <summary>A service answered with more bytes than any of its answers has.</summary>
internal sealed class AnswerTooLongException : IOException
{
    /// <param name="most">How many bytes are read.</param>
    /// <param name="innerException">What stopped the reading.</param>
    public AnswerTooLongException(int most, Exception innerException) : base($"The answer has more than {most >> 20} MiB.", innerException)
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
