using System.Web;
using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

namespace KeyspacesStreamer.KeyspacesStreams.Tests;

/// <summary>Without credentials of its own the client asks the SDK's chain.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class CredentialsTests
{
    private const string AssumedRole = """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
        <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/pod/s</Arn><AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser>
        <Credentials><AccessKeyId>ASIAFROMSTS</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>sts-session</SessionToken>
        <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
        """;

    [Fact]
    public async Task Environment_GivesKeyAndSession()
    {
        using var environment = new ProcessEnvironment(new()
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIAFROMENVIRONMENT",
            ["AWS_SECRET_ACCESS_KEY"] = "s",
            ["AWS_SESSION_TOKEN"] = "environment-session",
        });
        await using var server = new WireServer(Answer.Json("{}"));
        using var client = new AmazonKeyspacesStreamsClient(Clients.Settings(server));

        await client.ListStreamsAsync(new ListStreamsRequest(), TestContext.Current.CancellationToken);

        var headers = Assert.Single(server.Requests).Headers;
        Assert.Contains("Credential=AKIAFROMENVIRONMENT/", headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("environment-session", headers["X-Amz-Security-Token"]);
    }

    [Fact]
    public async Task WebIdentity_IsTradedForARole()
    {
        var sts = new Answer(200, new Dictionary<string, string> { ["Content-Type"] = "text/xml" }, System.Text.Encoding.UTF8.GetBytes(AssumedRole));
        await using var tokens = new WireServer(sts);
        var file = Path.Combine(Directory.CreateTempSubdirectory("identity").FullName, "token");
        await File.WriteAllTextAsync(file, "the-web-identity", TestContext.Current.CancellationToken);
        using var environment = new ProcessEnvironment(new()
        {
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = file,
            ["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/pod",
            ["AWS_ROLE_SESSION_NAME"] = "session",
            ["AWS_ENDPOINT_URL_STS"] = tokens.Url,
            ["AWS_REGION"] = "eu-west-1",
        });
        await using var server = new WireServer(Answer.Json("{}"));
        using var client = new AmazonKeyspacesStreamsClient(Clients.Settings(server));

        await client.ListStreamsAsync(new ListStreamsRequest(), TestContext.Current.CancellationToken);

        var asked = HttpUtility.ParseQueryString(tokens.Requests[0].Text);
        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal("AssumeRoleWithWebIdentity", asked["Action"]);
        Assert.Equal("the-web-identity", asked["WebIdentityToken"]);
        Assert.Equal("arn:aws:iam::111122223333:role/pod", asked["RoleArn"]);
        Assert.Contains("Credential=ASIAFROMSTS/", headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("sts-session", headers["X-Amz-Security-Token"]);
    }

    [Fact]
    public void Region_OfTheEnvironment_IsTheClients()
    {
        using var environment = new ProcessEnvironment(new() { ["AWS_REGION"] = "ap-south-1" });
        using var client = new AmazonKeyspacesStreamsClient("key", "secret");

        var endpoint = client.DetermineServiceOperationEndpoint(new ListStreamsRequest());

        Assert.Equal("https://cassandra-streams.ap-south-1.api.aws", endpoint.URL);
    }
}
