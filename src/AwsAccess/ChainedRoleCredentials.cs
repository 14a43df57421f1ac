using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SecurityToken;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>
/// A role that other credentials assume: role_arn with source_profile or credential_source in a profile. The SDK's own class asks the registered
/// client, which knows nothing of those other credentials; this one signs with them.
/// </summary>
/// <param name="role">As the SDK read it from the profile.</param>
/// <param name="source">Whose credentials assume it.</param>
internal sealed class ChainedRoleCredentials(AssumeRoleAWSCredentials role, AWSCredentials source) : RefreshingAWSCredentials
{
    public string RoleArn => role.RoleArn;

    protected override CredentialsRefreshState GenerateNewCredentials()
    {
        using var client = Open();
        var found = ((ICoreAmazonSTS)client).CredentialsFromAssumeRoleAuthentication(role.RoleArn, role.RoleSessionName, role.Options);
        return new CredentialsRefreshState(found, found.Expiration);
    }

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var client = Open();
        var found = await ((ICoreAmazonSTS)client).CredentialsFromAssumeRoleAuthenticationAsync(role.RoleArn, role.RoleSessionName, role.Options);
        return new CredentialsRefreshState(found, found.Expiration);
    }

    private AmazonSecurityTokenServiceClient Open() => new(source, TokenServiceConfig.Of(FallbackRegionFactory.GetRegionEndpoint() ?? RegionEndpoint.USEast1));
}
