using Amazon;
using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>
/// What the SDK would load by reflection. A native binary has nothing to load, so what the product supports is registered when a process
/// starts, and for the rest it is said what to do instead.
/// </summary>
public static class SdkDependencies
{
    internal const string NoSignIn =
        "Sign-ins of the AWS CLI (aws sso login, aws login) are not supported here: hand their credentials over with "
        + "'eval \"$(aws configure export-credentials --format env)\"', or in a profile with credential_process.";

    /// <summary>A decision for each registration that the SDK has.</summary>
    public static IReadOnlyList<SdkDependency> All { get; } =
    [
        new(
            nameof(GlobalRuntimeDependencyRegistry.RegisterSecurityTokenServiceClient),
            "assuming a role: web identity (IRSA), role_arn in a profile", null),
        new(nameof(GlobalRuntimeDependencyRegistry.RegisterSSOClient), "a profile with sso_account_id", NoSignIn),
        new(nameof(GlobalRuntimeDependencyRegistry.RegisterSSOOIDCClient), "a profile with sso_session", NoSignIn),
        new(nameof(GlobalRuntimeDependencyRegistry.RegisterSigninClient), "a profile with login_session", NoSignIn),
        new(
            nameof(GlobalRuntimeDependencyRegistry.RegisterSigV4aProvider), "signing for several Regions at once",
            "Multi-Region access points are not supported here: name the bucket itself."),
        new(
            nameof(GlobalRuntimeDependencyRegistry.RegisterChecksumProvider), "checksums that the SDK does not compute itself",
            "No request of ours asks for such a checksum."),
        new(
            nameof(GlobalRuntimeDependencyRegistry.RegisterS3Client), "the transfer of files for other services of the SDK",
            "No service that is used here asks for it."),
    ];

    /// <summary>Registers what is supported; the first thing that each process does.</summary>
    public static void Register() => GlobalRuntimeDependencyRegistry.Instance.RegisterSecurityTokenServiceClient(
        context => OpenTokenService(context.SecurityTokenServiceClientContextData.Region));

    /// <summary>What to do instead of what the SDK missed, by the method that its exception names.</summary>
    public static string? InsteadOf(string? method) =>
        // The SDK itself names RegisterSigV4aProvide.
        method is { Length: > 0 } ? All.FirstOrDefault(dependency => dependency.Method.StartsWith(method, StringComparison.Ordinal))?.Instead : null;

    /// <summary>For calls that a token proves and no key signs; the SDK asks for a client at each renewal.</summary>
    private static AmazonSecurityTokenServiceClient OpenTokenService(RegionEndpoint region) =>
        new(new AnonymousAWSCredentials(), TokenServiceConfig.Of(region));
}
