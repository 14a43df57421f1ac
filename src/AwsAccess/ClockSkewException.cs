namespace KeyspacesStreamer.AwsAccess;

/// <summary>A request was refused because our clock and the service's differ. The SDK noted by how much, so the next one is signed by the service's time.</summary>
public sealed class ClockSkewException : Exception
{
    /// <summary>A request of ours, refused by the clock.</summary>
    /// <param name="doing">What was done on what.</param>
    /// <param name="skew">How far our clock is ahead.</param>
    /// <param name="innerException">What the SDK threw.</param>
    public ClockSkewException(string doing, TimeSpan skew, Exception innerException)
        : base($"{doing} was refused: the node's clock is {AwsAnswers.Text(skew)}. The next request is signed by AWS's time; set the node's clock.", innerException)
    {
    }

    /// <inheritdoc/>
    public ClockSkewException() : this("The clocks differ.")
    {
    }

    /// <inheritdoc/>
    public ClockSkewException(string message) : base(message)
    {
    }

    /// <inheritdoc/>
    public ClockSkewException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
