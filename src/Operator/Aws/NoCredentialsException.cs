using Amazon.Runtime;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>A call could not be signed: there are no credentials, or they could not be fetched.</summary>
internal sealed class NoCredentialsException : AmazonClientException
{
    public NoCredentialsException(Exception innerException) : base(innerException.Message, innerException)
    {
    }

    public NoCredentialsException() : base("There are no credentials.")
    {
    }

    public NoCredentialsException(string message) : base(message)
    {
    }

    public NoCredentialsException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
