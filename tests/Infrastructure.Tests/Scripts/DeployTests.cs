using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Infrastructure.Tests.Scripts;

/// <summary>deploy.sh against programs that only write down what they are asked for.</summary>
public sealed class DeployTests
{
    private static readonly string[] Changes = [" apply", "publish.sh", "helm ", "kubectl ", "get-login-password", "update-kubeconfig"];

    [Fact]
    public async Task FirstRun_DoesEverythingInOrder()
    {
        using var account = new FakeAccount();

        var answer = await account.RunAsync("deploy.sh", "yes\n", "--var-file", account.PathOf("terraform.tfvars"), "--tag", "1.2.3");

        Assert.True(answer.Code == 0, answer.All);
        GoldenFile.Compare("tests/Golden/infrastructure/deploy-first.txt", account.TakeCalls());
        Assert.DoesNotContain("not-a-password", answer.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondRun_AppliesNoPlanAndPushesNoImage()
    {
        using var account = new FakeAccount();
        account.Answer(" plan ", "No changes.");
        account.Answer("aws ecr describe-images", "{}");

        var answer = await account.RunAsync("deploy.sh", "", "--var-file", account.PathOf("terraform.tfvars"), "--tag", "1.2.3");

        Assert.True(answer.Code == 0, answer.All);
        GoldenFile.Compare("tests/Golden/infrastructure/deploy-second.txt", account.TakeCalls());
    }

    [Fact]
    public async Task DryRun_ChangesNothingAndSaysWhatItWouldDo()
    {
        using var account = new FakeAccount();

        var answer = await account.RunAsync("deploy.sh", "", "--var-file", account.PathOf("terraform.tfvars"), "--dry-run");

        Assert.True(answer.Code == 0, answer.All);
        var calls = account.TakeCalls();
        Assert.All(Changes, change => Assert.DoesNotContain(change, calls, StringComparison.Ordinal));
        Assert.Contains("would run: helm upgrade --install", answer.Output, StringComparison.Ordinal);
        Assert.Contains("would run: terraform", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_ManifestsNameThisInstallation()
    {
        using var account = new FakeAccount();
        account.Answer("output -raw cluster_name", "blue");
        account.Answer("output -raw operator_namespace", "cdc-system");

        var answer = await account.RunAsync("deploy.sh", "", "--var-file", account.PathOf("terraform.tfvars"), "--yes");

        Assert.True(answer.Code == 0, answer.All);
        string Read(params string[] parts) => File.ReadAllText(account.PathOf(["artifacts", "watching", .. parts]));
        Assert.Contains("region eu-west-1", Read("logging", "aws-logging.yaml"), StringComparison.Ordinal);
        Assert.Contains("kube.*_cdc-system_*", Read("logging", "aws-logging.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("keyspaces-streamer-system", Read("logging", "aws-logging.yaml"), StringComparison.Ordinal);
        Assert.Contains("arn:aws:iam::111122223333:role/agent-of-streams", Read("cloudwatch-agent", "service_account.yaml"), StringComparison.Ordinal);
        Assert.Contains("\"cluster_name\": \"blue\"", Read("cloudwatch-agent", "cwagentconfig.json"), StringComparison.Ordinal);
        Assert.Contains("/aws/containerinsights/blue/prometheus", Read("cloudwatch-agent", "cwagentconfig.json"), StringComparison.Ordinal);
        Assert.Contains("names: [cdc-system, keyspaces-streams]", Read("cloudwatch-agent", "prometheus.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("us-east-1", Read("cloudwatch-agent", "cwagentconfig.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log_group_name /eks/ours", false)]
    [InlineData("log_group_name /ecs/keyspaces-streamer", true)]
    public async Task Watching_LogRouterIsThere_IsWrittenOnlyWhenItIsOurs(string outputs, bool isWritten)
    {
        using var account = new FakeAccount();
        account.Answer("get configmap aws-logging --output name", "configmap/aws-logging");
        account.Answer("get configmap aws-logging --output jsonpath", outputs);

        var answer = await account.RunAsync("deploy.sh", "", "--var-file", account.PathOf("terraform.tfvars"), "--yes");

        Assert.True(answer.Code == 0, answer.All);
        var calls = account.TakeCalls();
        Assert.Equal(isWritten, calls.Contains("aws-logging.yaml", StringComparison.Ordinal));
        Assert.Contains("apply --server-side -k", calls, StringComparison.Ordinal);
        Assert.Equal(!isWritten, answer.All.Contains("has an aws-logging of its own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SkipWatching_TouchesNeitherLogsNorAgent()
    {
        using var account = new FakeAccount();

        await account.RunAsync("deploy.sh", "", "--var-file", account.PathOf("terraform.tfvars"), "--yes", "--skip-watching");

        Assert.DoesNotContain("aws-logging", account.TakeCalls(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_BeforeTheFirstApply_NeedsNoOutputs()
    {
        using var account = new FakeAccount();
        account.Refuse("output -raw registry", 1, "Output not found");
        account.Refuse("output -raw cluster_name", 1, "Output not found");
        account.Refuse("output -raw operator_namespace", 1, "Output not found");
        account.Refuse("output -raw agent_role_arn", 1, "Output not found");
        account.Refuse("output -json chart_values", 1, "Output not found");
        account.Answer("output -json", "{}");

        var answer = await account.RunAsync("deploy.sh", "", "--var-file", account.PathOf("terraform.tfvars"), "--dry-run");

        Assert.True(answer.Code == 0, answer.All);
    }

    [Fact]
    public async Task AnswerNo_ChangesNothing()
    {
        using var account = new FakeAccount();

        var answer = await account.RunAsync("deploy.sh", "no\n", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.Equal(3, answer.Code);
        var calls = account.TakeCalls();
        Assert.All(Changes, change => Assert.DoesNotContain(change, calls, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Yes_AsksNothing()
    {
        using var account = new FakeAccount();

        var answer = await account.RunAsync("deploy.sh", "", "--var-file", account.PathOf("terraform.tfvars"), "--yes", "--skip-images");

        Assert.True(answer.Code == 0, answer.All);
        Assert.Contains(" apply -input=false ", account.TakeCalls(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_IsToldInOneList()
    {
        using var account = new FakeAccount();
        account.Without("helm");
        account.Without("kubectl");
        account.Refuse("aws eks list-clusters", 254, "An error occurred (AccessDeniedException) when calling the ListClusters operation");

        var answer = await account.RunAsync("deploy.sh", "", "--yes", "--var-file", account.PathOf("nowhere.tfvars"));

        Assert.Equal(1, answer.Code);
        Assert.Contains("  - the program kubectl", answer.Error, StringComparison.Ordinal);
        Assert.Contains("  - the program helm", answer.Error, StringComparison.Ordinal);
        Assert.Contains("  - a permission to see clusters", answer.Error, StringComparison.Ordinal);
        Assert.Contains("  - the settings ", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("terraform", account.TakeCalls(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCredentialsAndNoRegion_AreBothTold()
    {
        using var account = new FakeAccount();
        account.Refuse("aws configure get region", 1, "");
        account.Refuse("aws sts get-caller-identity", 253, "Unable to locate credentials");

        var answer = await account.RunAsync("deploy.sh", "", "--yes", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.Equal(1, answer.Code);
        Assert.Contains("  - the region: set AWS_REGION", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Unable to locate credentials", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsOfAnotherRegion_AreRefused()
    {
        using var account = new FakeAccount();
        account.Answer("aws configure get region", "us-east-1");

        var answer = await account.RunAsync("deploy.sh", "", "--yes", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.Equal(1, answer.Code);
        Assert.Contains("says eu-west-1, the AWS CLI says us-east-1", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailedPlan_EndsTheRun()
    {
        using var account = new FakeAccount();
        account.Refuse(" plan ", 1, "Error: no");

        var answer = await account.RunAsync("deploy.sh", "", "--yes", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.Equal(1, answer.Code);
        Assert.DoesNotContain("helm", account.TakeCalls(), StringComparison.Ordinal);
    }
}
