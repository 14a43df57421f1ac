using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Whether there are AWS credentials that AWS takes, and whose they are.</summary>
/// <param name="open">Makes the client, with the credentials of the process.</param>
internal sealed class CredentialsCheck(Func<IAmazonSecurityTokenService> open)
{
    public SelfCheck Create() => new("AWS credentials", LookAsync);

    private async Task<CheckFinding> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = open();
            var identity = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            return CheckFinding.Good($"{identity.Arn}.");
        }
        catch (CredentialsException problem)
        {
            return new CheckFinding(problem.IsPassing ? ExitCodes.Unavailable : ExitCodes.MissingPermission, problem.Message);
        }
        catch (AmazonServiceException problem) when (problem.StatusCode != 0)
        {
            var error = AwsAnswers.Judge(problem);
            return new CheckFinding(error.ExitCode, $"AWS refused sts:GetCallerIdentity ({AwsAnswers.Text(problem)}). {error.Sentence}");
        }
        catch (Exception problem) when (Causes.IsConnection(problem) && !cancellationToken.IsCancellationRequested)
        {
            return new CheckFinding(ExitCodes.Unavailable, $"STS could not be reached: {problem.Message}");
        }
    }
}
