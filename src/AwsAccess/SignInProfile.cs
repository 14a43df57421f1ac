using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>Whether the profile in force is a sign-in of the AWS CLI. The SDK cannot make credentials of one here, and tells it among the failures of all that it tried.</summary>
internal static class SignInProfile
{
    public static bool IsInForce() =>
        new CredentialProfileStoreChain().TryGetProfile(DefaultAWSCredentialsIdentityResolver.GetProfileName(), out var profile) && Is(profile.Options);

    public static bool Is(CredentialProfileOptions profile) =>
        !string.IsNullOrEmpty(profile.SsoAccountId) || !string.IsNullOrEmpty(profile.SsoSession) || !string.IsNullOrEmpty(profile.LoginSession);
}
