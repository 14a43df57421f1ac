using Amazon.Runtime;
using Amazon.SecurityToken;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Commands;

namespace KeyspacesStreamer.Operator.Tests.Commands;

public sealed class CredentialsCheckTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    [Fact]
    public async Task Look_NoCredentialsAndNoWebIdentity_AsksForTheAnnotation()
    {
        var finding = await LookAsync(() => throw new AmazonClientException("No credentials were found."), _ => null);

        Assert.Equal(
            new CheckFinding(ExitCodes.MissingPermission, "there are none: No credentials were found. AWS_WEB_IDENTITY_TOKEN_FILE is not set: has the ServiceAccount the annotation eks.amazonaws.com/role-arn, or an association of EKS Pod Identity?"),
            finding);
    }

    [Fact]
    public async Task Look_WebIdentityIsSet_SaysNothingOfTheAnnotation()
    {
        var finding = await LookAsync(() => throw new AmazonClientException("The token expired."), name => name == "AWS_WEB_IDENTITY_TOKEN_FILE" ? "token" : null);

        Assert.Equal("there are none: The token expired.", finding.Message);
    }

    [Fact]
    public async Task Look_NobodyAnswers_IsAFinding() => Assert.NotEqual(ExitCodes.Ok, (await LookAsync(() => { }, _ => null)).Code);

    private static Task<CheckFinding> LookAsync(Action find, Func<string, string?> environment) => new CredentialsCheck(
        find,
        () => new AmazonSecurityTokenServiceClient(new BasicAWSCredentials("key", "secret"), new AmazonSecurityTokenServiceConfig { ServiceURL = Nowhere.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 }),
        environment).Create().LookAsync(TestContext.Current.CancellationToken);
}
