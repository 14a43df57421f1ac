namespace KeyspacesStreamer.Operator.Aws;

/// <summary>What is asked of AWS, for the message when it fails.</summary>
/// <param name="Action">The IAM action, one of <see cref="AwsActions"/>.</param>
/// <param name="Resource">ARN of what it is done on, as a policy names it; two, joined by "and", where both are needed.</param>
/// <param name="Doing">What is done on what, to come before "failed": <c>Describing table x in eu-west-1</c>.</param>
/// <param name="Address">Where it is asked.</param>
internal sealed record AwsCall(string Action, string Resource, string Doing, Uri Address)
{
    /// <summary>Whether the address is in a stream's spec: what is answered there is nobody's words to quote.</summary>
    public bool IsElsewhere { get; init; }
}
