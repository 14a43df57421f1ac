using Amazon.Runtime;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>Makes what the SDK found usable in a native binary, link by link: roles are assumed by their own source, and failures say why.</summary>
/// <param name="faults">Says why.</param>
internal sealed class CredentialsChain(CredentialsFaults faults)
{
    private AWSCredentials? _seen;
    private AWSCredentials? _usable;

    /// <summary>The same object for the same credentials: they keep what they fetched.</summary>
    public AWSCredentials Of(AWSCredentials found)
    {
        if (!ReferenceEquals(found, _seen) || _usable is null)
        {
            (_seen, _usable) = (found, Link(found));
        }

        return _usable;
    }

    private ExplainedCredentials Link(AWSCredentials found) => found switch
    {
        AssumeRoleAWSCredentials role => new ExplainedCredentials(
            new ChainedRoleCredentials(role, Link(role.SourceCredentials)) { PreemptExpiryTime = role.PreemptExpiryTime }, faults),
        _ => new ExplainedCredentials(found, faults),
    };
}
