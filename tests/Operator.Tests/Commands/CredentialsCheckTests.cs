using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Operator.Tests.Commands;

public sealed class CredentialsCheckTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    [Fact]
    public async Task Look_NoCredentials_IsTheirOwnSentence()
    {
        using var none = new ProcessCredentials(TimeProvider.System, _ => null, "Is it annotated?", () => throw new AmazonClientException("None anywhere."));

        var finding = await LookAsync(none, Nowhere);

        Assert.Equal(new CheckFinding(ExitCodes.MissingPermission, "there are no AWS credentials. Is it annotated? (None anywhere.)"), finding);
    }

    [Fact]
    public async Task Look_NobodyAnswers_IsUnavailable() => Assert.Equal(ExitCodes.Unavailable, (await LookAsync(Keys, Nowhere)).Code);

    [Fact]
    public async Task Look_KeysAreNotTaken_SaysWhatStsSaid()
    {
        const string body = "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The security token is invalid.</Message></Error></ErrorResponse>";
        await using var sts = new S3Stub(_ => new S3StubAnswer((int)HttpStatusCode.Forbidden, body));

        var finding = await LookAsync(Keys, sts.Endpoint);

        Assert.Equal(ExitCodes.MissingPermission, finding.Code);
        Assert.StartsWith("AWS refused sts:GetCallerIdentity (403 InvalidClientTokenId: The security token is invalid.).", finding.Message, StringComparison.Ordinal);
    }

    private static BasicAWSCredentials Keys => new("key", "secret");

    private static Task<CheckFinding> LookAsync(AWSCredentials credentials, Uri endpoint) => new CredentialsCheck(
        () => new AmazonSecurityTokenServiceClient(
            credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 }))
        .Create().RunAsync(TestContext.Current.CancellationToken);
}
