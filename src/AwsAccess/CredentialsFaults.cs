using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.RuntimeDependencies;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>Says why credentials could not be fetched: by the exceptions inside, and by what was asked for them.</summary>
/// <param name="environment">Looks up environment variables.</param>
internal sealed class CredentialsFaults(Func<string, string?> environment)
{
    private const string Trust =
        "Look at its trust policy: the principal must be the OIDC provider of the cluster's issuer, the condition on :sub the ServiceAccount (system:serviceaccount:NAMESPACE:NAME), that on :aud sts.amazonaws.com.";

    public CredentialsException Explain(AWSCredentials? source, Exception problem) => problem switch
    {
        _ when Causes.Find<CredentialsException>(problem) is { } known => known,
        _ when Causes.Find<MissingRuntimeDependencyException>(problem) is { } missing => OfMissing(missing),
        _ when source is GenericContainerCredentials => new ContainerEndpoint(environment).Explain(problem),
        _ when Causes.Find<AmazonServiceException>(problem) is { StatusCode: not 0 } answer => OfAnswer(source, answer, problem),
        // The SDK reads the file itself, before it asks anybody; what fails later has been wrapped once more.
        InvalidOperationException { InnerException: IOException or UnauthorizedAccessException } when source is AssumeRoleWithWebIdentityCredentials web && !Causes.IsConnection(problem) => Broken(
            $"the token file {web.WebIdentityTokenFile} (AWS_WEB_IDENTITY_TOKEN_FILE) cannot be read: {SdkText.OneLine(Root(problem).Message)} EKS mounts it into pods whose ServiceAccount has eks.amazonaws.com/role-arn.", problem),
        _ when Causes.Find<ProcessAWSCredentialException>(problem) is { } process => Broken($"credential_process of the profile failed: {SdkText.OneLine(process.Message)}", problem),
        _ when Causes.Find<ProfileNotFoundException>(problem) is { } profile => Broken(
            $"{SdkText.OneLine(profile.Message)} AWS_PROFILE names it; AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE say where profiles are kept.", problem),
        _ when Causes.IsConnection(problem) || Causes.Find<IOException>(problem) is not null => new CredentialsException(
            CredentialsTrouble.Unreachable, $"credentials could not be fetched{For(source)}: {SdkText.OneLine(Root(problem).Message)}", problem),
        _ => Broken($"credentials could not be fetched{For(source)}: {Root(problem).GetType().Name}: {SdkText.OneLine(Root(problem).Message)}", problem),
    };

    private static CredentialsException OfAnswer(AWSCredentials? source, AmazonServiceException answer, Exception problem)
    {
        var error = AwsAnswers.Judge(answer);
        var said = $"sts:{ActionOf(source)} on {RoleOf(source)} was refused ({AwsAnswers.Text(answer)})";
        return error.Kind switch
        {
            AwsErrorKind.Throttled => new CredentialsException(CredentialsTrouble.Throttled, $"STS asks for fewer requests ({AwsAnswers.Text(answer)}).", problem),
            // The token's own end: the kubelet renews the file.
            AwsErrorKind.Expired when source is AssumeRoleWithWebIdentityCredentials web => Refused(
                $"{said}. The token in {web.WebIdentityTokenFile} has expired and was not renewed: look at the kubelet of this node.{WebIdentityToken.Describe(web.WebIdentityTokenFile)}", problem),
            // An answer that names no code is not one of STS: something on the way answered in its place.
            AwsErrorKind.Passing or AwsErrorKind.ClockSkew or AwsErrorKind.Expired or AwsErrorKind.Unexplained => new CredentialsException(
                CredentialsTrouble.Unreachable, $"credentials could not be fetched{For(source)} ({AwsAnswers.Text(answer)}). {error.Sentence}", problem),
            _ => Refused($"{said}. {AdviceOf(source, error)}", problem),
        };
    }

    private static string AdviceOf(AWSCredentials? source, AwsError error)
    {
        var isOfTheRole = error.Sentence == AwsErrorCodes.AccessDenied.Sentence;
        return source is AssumeRoleWithWebIdentityCredentials web ? $"{(isOfTheRole ? Trust : error.Sentence)}{WebIdentityToken.Describe(web.WebIdentityTokenFile)}"
            : isOfTheRole ? "Look at its trust policy, which must name the identity that assumes it, and at that identity's policy, which must allow it."
            : error.Sentence;
    }

    private static CredentialsException OfMissing(MissingRuntimeDependencyException missing) => Broken(
        $"the profile asks for {missing.PackageName}, which is not part of this program. {SdkDependencies.InsteadOf(missing.RegisterMethod) ?? "This is a fault of the program; please report it."}",
        missing);

    private static CredentialsException Broken(string message, Exception problem) => new(CredentialsTrouble.Broken, message, problem);

    private static CredentialsException Refused(string message, Exception problem) => new(CredentialsTrouble.Refused, message, problem);

    private static string ActionOf(AWSCredentials? source) => source is AssumeRoleWithWebIdentityCredentials ? "AssumeRoleWithWebIdentity" : "AssumeRole";

    private static string For(AWSCredentials? source) => RoleOf(source) is { Length: > 0 } role ? $" for {role}" : "";

    private static string RoleOf(AWSCredentials? source) => source switch
    {
        AssumeRoleWithWebIdentityCredentials web => web.RoleArn,
        ChainedRoleCredentials chained => chained.RoleArn,
        _ => "",
    };

    private static Exception Root(Exception problem) => problem.InnerException is { } inner ? Root(inner) : problem;
}
