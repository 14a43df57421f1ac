using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.AwsLab.Tests.Hosting;

/// <summary>What pods get: credentials of EKS Pod Identity, and the webhook's changes.</summary>
public sealed class PodTests(LabBackends backends) : IClassFixture<LabBackends>, IAsyncLifetime
{
    private const string Agent = """{"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession"],"Principal":{"Service":"pods.eks.amazonaws.com"}}""";
    private const string Nothing = """{"Effect":"Deny","Action":"*","Resource":"*"}""";
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private LabUnderTest? _lab;

    private LabUnderTest Lab => _lab ?? throw new InvalidOperationException("The lab was not started.");

    public async ValueTask InitializeAsync()
    {
        TestServers.SkipUnlessInstalled();
        _lab = await LabUnderTest.StartAsync(backends, null, _cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is { } lab)
        {
            await lab.DisposeAsync();
        }
    }

    [Fact]
    public async Task PodIdentity_AccountWithAssociation_GetsASessionOfTheRole()
    {
        Lab.WriteRole("pod", Nothing, Agent);
        Lab.WriteFile("associations.json", """[{"namespace":"media","serviceAccount":"cdc","role":"pod"}]""");

        using var answer = await AskAsync(Lab.Token("pods.eks.amazonaws.com"));

        var credentials = await answer.Content.ReadFromJsonAsync<JsonObject>(_cancellation);
        Assert.Equal((HttpStatusCode.OK, LabUnderTest.Account), (answer.StatusCode, (string?)credentials?["AccountId"]));
        using var sts = new LabClients(Lab).Sts(new SessionAWSCredentials((string?)credentials?["AccessKeyId"], (string?)credentials?["SecretAccessKey"], (string?)credentials?["Token"]));
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/pod/eks-cdc", (await sts.GetCallerIdentityAsync(new(), _cancellation)).Arn);
    }

    [Theory]
    [InlineData("sts.amazonaws.com", LabUnderTest.Subject, Agent, HttpStatusCode.BadRequest, "InvalidIdentityToken")]
    [InlineData("pods.eks.amazonaws.com", "system:serviceaccount:media:other", Agent, HttpStatusCode.NotFound, "ResourceNotFoundException")]
    [InlineData("pods.eks.amazonaws.com", LabUnderTest.Subject, """{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"pods.eks.amazonaws.com"}}""", HttpStatusCode.BadRequest, "AccessDeniedException")]
    public async Task PodIdentity_WhatIsMissing_IsSaid(string audience, string subject, string trust, HttpStatusCode status, string code)
    {
        Lab.WriteRole("pod", Nothing, trust);
        Lab.WriteFile("associations.json", """[{"namespace":"media","serviceAccount":"cdc","role":"pod"}]""");

        using var answer = await AskAsync(Lab.Token(audience, subject));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(_cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("irsa", "web-identity", "AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("cdc", "pod-identity", "AWS_CONTAINER_CREDENTIALS_FULL_URI")]
    [InlineData("plain", "nothing", null)]
    public async Task Webhook_PodOfAnAccount_GetsWhatEksGives(string account, string kind, string? variable)
    {
        Lab.WriteFile("service-accounts.json", """[{"namespace":"media","name":"irsa","annotations":{"eks.amazonaws.com/role-arn":"arn:aws:iam::111122223333:role/pod"}}]""");
        Lab.WriteFile("associations.json", """[{"namespace":"media","serviceAccount":"cdc","role":"pod"}]""");
        var review = $$$"""
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1","namespace":"media","object":{"metadata":{"generateName":"p-"},"spec":{"serviceAccountName":"{{{account}}}","containers":[{"name":"c"}]} } } }
            """;
        using var client = new HttpClient(Lab.NewHandler());
        using var body = new StringContent(review, Encoding.UTF8, "application/json");

        // By its address, as an API server without a name for it would.
        using var answer = await client.PostAsync(new Uri("https://127.0.0.1/mutate-pods"), body, _cancellation);

        var response = (await answer.Content.ReadFromJsonAsync<JsonObject>(_cancellation))?["response"];
        Assert.Equal(("u-1", true), ((string?)response?["uid"], (bool?)response?["allowed"]));
        var patch = (string?)response?["patch"] is { } encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) : null;
        Assert.Equal(variable is null, patch is null);
        Assert.Contains(variable ?? "", patch ?? "", StringComparison.Ordinal);
        Assert.Equal(kind, (string?)Assert.Single(Lab.Journal("webhook"))["injected"]);
    }

    [Fact]
    public async Task Names_ThatAreNotAws_GetNoCertificate()
    {
        using var client = new HttpClient(Lab.NewHandler());

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("https://example.com/"), _cancellation));
    }

    private async Task<HttpResponseMessage> AskAsync(string token)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, Lab.PodIdentity);
        request.Headers.TryAddWithoutValidation("Authorization", token);
        return await client.SendAsync(request, _cancellation);
    }
}
