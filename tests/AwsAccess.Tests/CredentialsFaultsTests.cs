using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.RuntimeDependencies;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.AwsAccess.Tests;

/// <summary>Why credentials could not be fetched is read from causes, and each cause has its own sentence.</summary>
public sealed class CredentialsFaultsTests : IDisposable
{
    private const string Role = "arn:aws:iam::111122223333:role/pod";

    private readonly TemporaryFolder _folder = new();
    private readonly CredentialsFaults _faults = new(_ => null);

    private string TokenFile => Path.Combine(_folder.Path, "token");

    private AssumeRoleWithWebIdentityCredentials Web => new(TokenFile, Role, "session");

    [Fact]
    public void Explain_RefusedByTheTrustPolicy_NamesActionRoleAndWhatTheTokenSays()
    {
        var claims = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"iss":"https://oidc.example/id/1","sub":"system:serviceaccount:apps:streams","aud":["sts.amazonaws.com"]}""")).TrimEnd('=');
        File.WriteAllText(TokenFile, $"header.{claims}.signature\n");

        var problem = _faults.Explain(Web, OfSts("AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity"));

        Assert.Equal(CredentialsTrouble.Refused, problem.Trouble);
        Assert.StartsWith($"sts:AssumeRoleWithWebIdentity on {Role} was refused (403 AccessDenied: Not authorized", problem.Message, StringComparison.Ordinal);
        Assert.Contains("trust policy", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("The token says iss https://oidc.example/id/1, sub system:serviceaccount:apps:streams, aud sts.amazonaws.com.", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("signature", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidIdentityToken", 400, CredentialsTrouble.Refused)]
    [InlineData("ExpiredTokenException", 400, CredentialsTrouble.Refused)]
    [InlineData("IDPCommunicationError", 400, CredentialsTrouble.Unreachable)]
    [InlineData("RegionDisabledException", 403, CredentialsTrouble.Refused)]
    [InlineData("Throttling", 400, CredentialsTrouble.Throttled)]
    [InlineData("ServiceUnavailable", 503, CredentialsTrouble.Unreachable)]
    [InlineData("SomethingNew", 400, CredentialsTrouble.Refused)]
    // An answer without a code is not one of STS.
    [InlineData("Forbidden", 403, CredentialsTrouble.Unreachable)]
    [InlineData("", 401, CredentialsTrouble.Unreachable)]
    public void Explain_AnswerOfSts_IsByItsCode(string code, int status, CredentialsTrouble expected) =>
        Assert.Equal(expected, _faults.Explain(Web, OfSts(code, status, "Said by STS.")).Trouble);

    [Fact]
    public void Explain_ForbiddenOnTheWayToSts_SaysNothingOfTheTrustPolicy()
    {
        var problem = _faults.Explain(Web, OfSts("Forbidden", 403, "<html>"));

        Assert.Equal(
            $"credentials could not be fetched for {Role} (403 Forbidden: <html>). The answer does not say why, as every answer of AWS with a body does: look at what is on the way (proxy, firewall, endpoint).",
            problem.Message);
    }

    [Theory]
    [InlineData("RegionDisabledException", 403, "AWS_REGION")]
    [InlineData("InvalidIdentityToken", 400, "issuer (iss), subject (sub) and audience (aud)")]
    [InlineData("ValidationError", 400, "compare settings and message")]
    public void Explain_RefusedForAnotherReasonThanTheTrustPolicy_SaysWhatItsCodeMeans(string code, int status, string expected)
    {
        var problem = _faults.Explain(Web, OfSts(code, status, "Said by STS."));

        Assert.StartsWith($"sts:AssumeRoleWithWebIdentity on {Role} was refused ({status} {code}: Said by STS.). ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Look at its trust policy", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_TokenFileIsMissing_NamesTheFile()
    {
        var missing = new InvalidOperationException("A token could not be loaded.", new FileNotFoundException("Could not find file."));

        var problem = _faults.Explain(Web, missing);

        Assert.Equal(CredentialsTrouble.Broken, problem.Trouble);
        Assert.Contains($"the token file {TokenFile} (AWS_WEB_IDENTITY_TOKEN_FILE) cannot be read", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Explain_AnswerWasCut_IsNoMatterOfTheTokenFile(bool isOfHttp)
    {
        var cut = isOfHttp ? new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.") : new IOException("Connection reset by peer");

        Assert.Equal(CredentialsTrouble.Unreachable, _faults.Explain(Web, new AmazonClientException($"Error calling AssumeRole for role {Role}", cut)).Trouble);
    }

    [Fact]
    public void Explain_StsOutOfReach_PassesByItself()
    {
        var unreachable = new AmazonClientException($"Error calling AssumeRole for role {Role}", new HttpRequestException("Connection refused"));

        Assert.Equal(
            (CredentialsTrouble.Unreachable, $"credentials could not be fetched for {Role}: Connection refused"),
            (_faults.Explain(Web, unreachable).Trouble, _faults.Explain(Web, unreachable).Message));
    }

    [Fact]
    public void Explain_NobodyKnowsIt_IsNotPassing()
    {
        var problem = _faults.Explain(Web, new AmazonClientException("Your credentials are odd."));

        Assert.False(problem.IsPassing);
        Assert.Contains("AmazonClientException: Your credentials are odd.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_PartThatTheProgramLacks_SaysWhatToDoInstead()
    {
        var missing = new MissingRuntimeDependencyException("AWSSDK.SSO", "Amazon.SSO.AmazonSSOClient", "RegisterSSOClient");

        var problem = _faults.Explain(null, new AmazonClientException("Unable", missing));

        Assert.Equal(CredentialsTrouble.Broken, problem.Trouble);
        Assert.Contains("aws configure export-credentials", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ProfileIsMissing_NamesWhereProfilesAreKept() =>
        Assert.Contains("AWS_SHARED_CREDENTIALS_FILE", _faults.Explain(null, new ProfileNotFoundException("Unable to find the \"dev\" profile.")).Message, StringComparison.Ordinal);

    [Fact]
    public void Explain_LinkOfAChain_IsThatLinksOwn()
    {
        var first = _faults.Explain(Web, OfSts("AccessDenied", 403, "No."));

        Assert.Same(first, _faults.Explain(null, new AmazonClientException("Error calling AssumeRole for role other", first)));
    }

    public void Dispose() => _folder.Dispose();

    private static AmazonClientException OfSts(string code, int status, string message) => new(
        $"Error calling AssumeRole for role {Role}", new AmazonServiceException(message, null, ErrorType.Sender, code, "1", (HttpStatusCode)status));
}
