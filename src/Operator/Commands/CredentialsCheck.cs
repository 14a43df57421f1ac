using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Whether there are AWS credentials that AWS takes, and whose they are.</summary>
/// <param name="find">Looks for credentials as every client does; throws when there are none. Without it a client says so in misleading words.</param>
/// <param name="open">Makes the client. It also keeps the assembly in the program, which the SDK loads by reflection for web identities.</param>
/// <param name="environment">Value of a variable; null when it is not set.</param>
internal sealed class CredentialsCheck(Action find, Func<IAmazonSecurityTokenService> open, Func<string, string?> environment)
{
    private const string TokenFile = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private const string PodIdentity = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    public SelfCheck Create() => new("AWS credentials", LookAsync);

    private async Task<CheckFinding> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            find();
            using var client = open();
            var identity = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            return CheckFinding.Good($"{identity.Arn}.");
        }
        catch (AmazonServiceException problem)
        {
            return new CheckFinding(ExitCodes.MissingPermission, $"AWS refused them ({problem.ErrorCode}): {problem.Message}{Advice()}");
        }
        catch (AmazonClientException problem)
        {
            return new CheckFinding(ExitCodes.MissingPermission, $"there are none: {SdkText.OneLine(problem.Message)}{Advice()}");
        }
        catch (HttpRequestException problem)
        {
            return new CheckFinding(ExitCodes.Unavailable, $"STS could not be reached: {problem.Message}");
        }
    }

    private string Advice() => environment(TokenFile) is { Length: > 0 } || environment(PodIdentity) is { Length: > 0 } ? ""
        : $" {TokenFile} is not set: has the ServiceAccount the annotation eks.amazonaws.com/role-arn, or an association of EKS Pod Identity?";
}
