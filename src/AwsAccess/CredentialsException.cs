using Amazon.Runtime;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>A request could not be signed: there are no credentials, or they could not be fetched. The message is a sentence that says what to look at.</summary>
public sealed class CredentialsException : AmazonClientException
{
    /// <summary>Credentials that could not be had.</summary>
    /// <param name="trouble">What kind of trouble it is.</param>
    /// <param name="message">A sentence, small letter first: it is after what was being done.</param>
    /// <param name="innerException">What the SDK threw.</param>
    public CredentialsException(CredentialsTrouble trouble, string message, Exception innerException)
        : base(message, innerException) => Trouble = trouble;

    /// <inheritdoc/>
    public CredentialsException() : base("There are no AWS credentials.")
    {
    }

    /// <inheritdoc/>
    public CredentialsException(string message) : base(message)
    {
    }

    /// <inheritdoc/>
    public CredentialsException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>What kind of trouble it is.</summary>
    public CredentialsTrouble Trouble { get; } = CredentialsTrouble.Absent;

    /// <summary>Whether trying again after a pause is right.</summary>
    public bool IsPassing => Trouble is CredentialsTrouble.Unreachable or CredentialsTrouble.Throttled;
}
