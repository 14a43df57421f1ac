using System.Text;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>Where a pod takes its credentials from, and what it says when it gets none. Of the native binary, when it was published.</summary>
public sealed class CredentialsTests(AwsServers servers) : IAsyncLifetime
{
    private readonly CredentialsStub _stub = new();
    private TestStand? _stand;
    private int _seed;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TestStand Stand => _stand ?? throw new InvalidOperationException("The stand was not set up.");

    private string TokenFile => Path.Combine(Stand.Folder, "token");

    public async ValueTask InitializeAsync()
    {
        var order = new StandOrder
        {
            Name = $"credentials-{TestContext.Current.TestMethod?.MethodName}",
            Adjust = settings => settings["destination"]!["rotation"]!["maxRecords"] = 20,
        };
        _stand = await TestStand.StartAsync(servers, order, Stop);
        await WorkAsync(50);
        var claims = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"iss":"https://oidc.example/id/1","sub":"system:serviceaccount:apps:streams","aud":["sts.amazonaws.com"]}"""));
        await File.WriteAllTextAsync(TokenFile, $"e30.{claims.TrimEnd('=')}.c2ln", Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stand is not null)
        {
            await _stand.DisposeAsync();
        }

        await _stub.DisposeAsync();
    }

    [Fact]
    public void Binary_IsTheNativeOne() => Assert.SkipUnless(ProgramFiles.IsPodNative, "these tests ran the managed pod: make publish, and they run the native one");

    [Fact]
    public async Task WebIdentity_SessionsRunOut_AreRenewedAndTheShardKeepsItsPlace()
    {
        // A minute before its end the SDK takes a session for over: these last some seconds.
        _stub.Lifetime = TimeSpan.FromSeconds(63);
        var pod = await Stand.StartPodAsync("pod-a", WebIdentity(), Stop);

        await Phase.UntilAsync(
            "four sessions were used",
            async () =>
            {
                Assert.False(pod.HasExited, pod.Log);
                await WorkAsync(20);
                return Stand.S3Proxy.Signers.Count >= 4 ? null : $"S3 saw {string.Join(' ', Stand.S3Proxy.Signers)}";
            },
            Stop);
        await Stand.UntilCommittedAsync(Stop);

        Assert.Equal(ExitCodes.Ok, await pod.TerminateAsync(Stop));
        Assert.Empty(await Stand.ViolationsAsync(Stop));
        Assert.All(Stand.S3Proxy.Signers.Concat(Stand.DynamoDbProxy.Signers).Where(key => key != TestServers.AccessKey), key => Assert.StartsWith("ASIA", key, StringComparison.Ordinal));
        Assert.All(_stub.Requests, request => Assert.Contains($"RoleArn={CredentialsStub.Role}", CredentialsStub.FormOf(request), StringComparison.Ordinal));
    }

    [Fact]
    public async Task WebIdentity_RefusedWhileItStreams_EndsWithTheRoleAndTheNextOneGoesOn()
    {
        _stub.Lifetime = TimeSpan.FromSeconds(63);
        var pod = await Stand.StartPodAsync("pod-a", WebIdentity(), Stop);
        await Stand.UntilCommittedAsync(Stop);

        _stub.Refusal = CredentialsStub.Error(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        await EndsAsync(pod, ExitCodes.MissingPermission, "sts:AssumeRoleWithWebIdentity", CredentialsStub.Role);
        (_stub.Refusal, _stub.Lifetime) = (null, TimeSpan.FromHours(1));
        await WorkAsync(20);
        await StreamsAsync(WebIdentity());
    }

    [Fact]
    public async Task WebIdentity_Refused_NamesActionRoleAndTrustPolicy()
    {
        _stub.Refusal = CredentialsStub.Error(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");

        await EndsAsync(
            await Stand.StartPodAsync("pod-a", WebIdentity(), Stop), ExitCodes.MissingPermission, "sts:AssumeRoleWithWebIdentity", CredentialsStub.Role, "trust policy",
            "iss https://oidc.example/id/1", "sub system:serviceaccount:apps:streams", "aud sts.amazonaws.com");
    }

    [Fact]
    public async Task WebIdentity_TokenFileIsMissing_NamesTheFile()
    {
        File.Delete(TokenFile);

        await EndsAsync(await Stand.StartPodAsync("pod-a", WebIdentity(), Stop), ExitCodes.MissingPermission, TokenFile, "AWS_WEB_IDENTITY_TOKEN_FILE");
    }

    [Theory]
    [InlineData(400, "Throttling")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(400, "IDPCommunicationError")]
    public async Task WebIdentity_StsIsBusy_IsWaitedFor(int status, string code)
    {
        _stub.Refusal = CredentialsStub.Error(status, code, "Later.");
        var pod = await Stand.StartPodAsync("pod-a", WebIdentity(), Stop);
        await Phase.UntilAsync("the pod has tried", () => Task.FromResult(pod.Log.Contains("retrying:", StringComparison.Ordinal) ? null : pod.Log), Stop);

        _stub.Refusal = null;
        await Stand.UntilCommittedAsync(Stop);

        Assert.Equal(ExitCodes.Ok, await pod.TerminateAsync(Stop));
    }

    [Fact]
    public async Task WebIdentity_StsIsOutOfReach_IsWaitedFor()
    {
        _stub.Refusal = S3StubAnswer.CutConnection;
        var pod = await Stand.StartPodAsync("pod-a", WebIdentity(), Stop);
        await Phase.UntilAsync("the pod has tried", () => Task.FromResult(pod.Log.Contains("retrying:", StringComparison.Ordinal) ? null : pod.Log), Stop);

        _stub.Refusal = null;
        await Stand.UntilCommittedAsync(Stop);

        Assert.Equal(ExitCodes.Ok, await pod.TerminateAsync(Stop));
    }

    [Fact]
    public async Task PodIdentity_GivesSessions()
    {
        await StreamsAsync(PodIdentity());

        Assert.Contains(Stand.S3Proxy.Signers, key => key.StartsWith("ASIA", StringComparison.Ordinal));
        Assert.All(_stub.Requests, request => Assert.Equal(File.ReadAllText(TokenFile), request.Headers["authorization"]));
    }

    [Fact]
    public async Task PodIdentity_Refused_AsksForTheAssociation()
    {
        _stub.Refusal = new S3StubAnswer(404, """{"message":"No association for apps/streams."}""");

        await EndsAsync(await Stand.StartPodAsync("pod-a", PodIdentity(), Stop), ExitCodes.MissingPermission, _stub.Agent.ToString(), "No association for apps/streams.", "Pod Identity association");
    }

    [Fact]
    public async Task PodIdentity_TokenFileIsMissing_NamesTheFile()
    {
        File.Delete(TokenFile);

        await EndsAsync(await Stand.StartPodAsync("pod-a", PodIdentity(), Stop), ExitCodes.MissingPermission, TokenFile, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    }

    [Fact]
    public async Task Environment_KeysOfASession_AreUsed()
    {
        await StreamsAsync(With(("AWS_ACCESS_KEY_ID", "ASIAENVIRONMENT"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_SESSION_TOKEN", "token")));

        Assert.Contains("ASIAENVIRONMENT", Stand.S3Proxy.Signers);
    }

    [Fact]
    public async Task Nowhere_SaysWhereTheyComeFrom() =>
        await EndsAsync(await Stand.StartPodAsync("pod-a", With(), Stop), ExitCodes.MissingPermission, "there are no AWS credentials", "spec.pod.roleArn", "AWS_PROFILE");

    [Fact]
    public async Task Profile_KeysInTheFile_AreUsed()
    {
        await StreamsAsync(await ProfilesAsync("dev", "[dev]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = secret\n"));

        Assert.Contains("AKIAPROFILE", Stand.S3Proxy.Signers);
    }

    [Fact]
    public async Task Profile_IsMissing_NamesIt() => await EndsAsync(
        await Stand.StartPodAsync("pod-a", await ProfilesAsync("dev", "[other]\naws_access_key_id = a\naws_secret_access_key = b\n"), Stop), ExitCodes.MissingPermission, "dev", "AWS_PROFILE");

    [Fact]
    public async Task Profile_RoleOfAnotherProfile_IsAssumedByThatProfilesKeys()
    {
        await StreamsAsync(await ProfilesAsync(
            "streams", $"[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret\n\n[streams]\nrole_arn = {CredentialsStub.Role}\nsource_profile = base\n"));

        Assert.All(_stub.Requests, request => Assert.Contains("Credential=AKIABASE/", request.Headers["authorization"], StringComparison.Ordinal));
        Assert.All(_stub.Requests, request => Assert.Contains($"RoleArn={CredentialsStub.Role}", CredentialsStub.FormOf(request), StringComparison.Ordinal));
        Assert.DoesNotContain("AKIABASE", Stand.S3Proxy.Signers);
        Assert.Contains(Stand.S3Proxy.Signers, key => key.StartsWith("ASIA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Profile_RoleIsRefused_NamesActionAndRole()
    {
        _stub.Refusal = CredentialsStub.Error(403, "AccessDenied", "User is not authorized to perform: sts:AssumeRole");
        var profiles = await ProfilesAsync(
            "streams", $"[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret\n\n[streams]\nrole_arn = {CredentialsStub.Role}\nsource_profile = base\n");

        await EndsAsync(await Stand.StartPodAsync("pod-a", profiles, Stop), ExitCodes.MissingPermission, $"sts:AssumeRole on {CredentialsStub.Role}", "trust policy");
    }

    [Fact]
    public async Task Profile_WebIdentityInTheFile_IsUsed()
    {
        await StreamsAsync(await ProfilesAsync("streams", $"[streams]\nrole_arn = {CredentialsStub.Role}\nweb_identity_token_file = {TokenFile}\nrole_session_name = laptop\n"));

        Assert.All(_stub.Requests, request => Assert.Contains("Action=AssumeRoleWithWebIdentity", CredentialsStub.FormOf(request), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Profile_Process_IsRun()
    {
        var script = Path.Combine(Stand.Folder, "credentials.sh");
        await File.WriteAllTextAsync(script, """echo '{"Version":1,"AccessKeyId":"ASIAPROCESS","SecretAccessKey":"secret","SessionToken":"token"}'""", Stop);

        await StreamsAsync(await ProfilesAsync("tool", $"[tool]\ncredential_process = /bin/sh {script}\n"));

        Assert.Contains("ASIAPROCESS", Stand.S3Proxy.Signers);
    }

    [Fact]
    public async Task Profile_ProcessFails_IsToldAsSuch() => await EndsAsync(
        await Stand.StartPodAsync("pod-a", await ProfilesAsync("tool", "[tool]\ncredential_process = /bin/false\n"), Stop), ExitCodes.MissingPermission, "credential_process");

    [Fact]
    public async Task Profile_SignInOfTheCommandLine_SaysHowToHandItOver() => await EndsAsync(
        await Stand.StartPodAsync(
            "pod-a", await ProfilesAsync("sso", "[sso]\nsso_account_id = 111122223333\nsso_region = us-east-1\nsso_role_name = dev\nsso_start_url = https://start.example\n"), Stop),
        ExitCodes.MissingPermission, "aws configure export-credentials");

    private Dictionary<string, string> WebIdentity() =>
        With(("AWS_ROLE_ARN", CredentialsStub.Role), ("AWS_WEB_IDENTITY_TOKEN_FILE", TokenFile), ("AWS_ROLE_SESSION_NAME", "pod"));

    private Dictionary<string, string> PodIdentity() =>
        With(("AWS_CONTAINER_CREDENTIALS_FULL_URI", _stub.Agent.ToString()), ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", TokenFile));

    /// <summary>Each time rows of its own: the same seed writes the same keys from their first version on.</summary>
    private async Task WorkAsync(int count) => await Stand.Emulator.WorkAsync(new { count, seed = ++_seed }, Stop);

    private async Task<Dictionary<string, string>> ProfilesAsync(string profile, string text)
    {
        var file = Path.Combine(Stand.Folder, "credentials");
        await File.WriteAllTextAsync(file, text, Stop);
        return With(("AWS_PROFILE", profile), ("AWS_SHARED_CREDENTIALS_FILE", file));
    }

    /// <summary>Nothing but these: no keys, and a home without profiles.</summary>
    private Dictionary<string, string> With(params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "", ["AWS_SECRET_ACCESS_KEY"] = "", ["HOME"] = Stand.Folder, ["AWS_REGION"] = TestServers.Region, ["AWS_ENDPOINT_URL_STS"] = _stub.Endpoint.ToString(),
        };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return environment;
    }

    private async Task StreamsAsync(IReadOnlyDictionary<string, string> environment)
    {
        var pod = await Stand.StartPodAsync("pod-a", environment, Stop);
        await pod.UntilReadyAsync(Stop);
        await Stand.UntilCommittedAsync(Stop);

        Assert.Equal(ExitCodes.Ok, await pod.TerminateAsync(Stop));
        Assert.Empty(await Stand.ViolationsAsync(Stop));
    }

    private static async Task EndsAsync(PodProcess pod, int exitCode, params string[] words)
    {
        Assert.Equal(exitCode, await pod.WaitForExitAsync(Stop));
        var fatal = Assert.Single(pod.Events(), line => line.GetProperty("level").GetString() == "fatal").GetProperty("message").GetString();
        Assert.All(words, word => Assert.Contains(word, fatal, StringComparison.Ordinal));
    }
}
