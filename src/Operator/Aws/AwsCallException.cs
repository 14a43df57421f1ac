namespace KeyspacesStreamer.Operator.Aws;

/// <summary>An AWS service did not do what it was asked; the message says what was asked, on what, and what was answered.</summary>
internal sealed class AwsCallException : Exception
{
    /// <param name="kind">What it means.</param>
    /// <param name="action">The IAM action of the call, such as <c>cassandra:GetStream</c>.</param>
    /// <param name="resource">ARN of what it was done on, as a policy would name it.</param>
    /// <param name="message">A sentence for people; for <see cref="AwsFaultKind.Denied"/> it names action and resource.</param>
    /// <param name="innerException">What the SDK threw.</param>
    public AwsCallException(AwsFaultKind kind, string action, string resource, string message, Exception? innerException)
        : base(message, innerException) => (Kind, Action, Resource) = (kind, action, resource);

    public AwsCallException() : this("An AWS call failed.")
    {
    }

    public AwsCallException(string message) : base(message)
    {
    }

    public AwsCallException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public AwsFaultKind Kind { get; }

    public string Action { get; } = "";

    public string Resource { get; } = "";
}
