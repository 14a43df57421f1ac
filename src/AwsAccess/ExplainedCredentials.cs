using Amazon.Runtime;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>Credentials whose failures say why, each link of a chain its own.</summary>
internal sealed class ExplainedCredentials(AWSCredentials source, CredentialsFaults faults) : AWSCredentials
{
    public override DateTime? Expiration => source.Expiration;

    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return source.GetCredentials();
        }
        catch (Exception problem)
        {
            throw faults.Explain(source, problem);
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return await source.GetCredentialsAsync();
        }
        catch (Exception problem)
        {
            throw faults.Explain(source, problem);
        }
    }
}
