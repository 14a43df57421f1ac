using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Infrastructure.Tests.Scripts;

/// <summary>cleanup.sh against programs that only write down what they are asked for.</summary>
public sealed class CleanupTests
{
    [Fact]
    public async Task WithoutData_KeepsBucketTablesAndImages()
    {
        using var account = new FakeAccount();

        var answer = await account.RunAsync("cleanup.sh", "yes\n", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.True(answer.Code == 0, answer.All);
        var calls = account.TakeCalls();
        GoldenFile.Compare("tests/Golden/infrastructure/cleanup.txt", calls);
        Assert.DoesNotContain("module.storage", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("module.registry", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("delete-table", calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithData_AsksForTheBucketsName()
    {
        using var account = new FakeAccount();
        account.Answer("aws dynamodb describe-table", "True");

        var answer = await account.RunAsync("cleanup.sh", "keyspaces-data-1a2b3c4d\n", "--delete-data", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.True(answer.Code == 0, answer.All);
        GoldenFile.Compare("tests/Golden/infrastructure/cleanup-data.txt", account.TakeCalls());
    }

    [Fact]
    public async Task LeaseTableWithoutProtection_IsDeletedAsItIs()
    {
        using var account = new FakeAccount();
        account.Answer("aws dynamodb describe-table", "False");

        var answer = await account.RunAsync("cleanup.sh", "", "--yes", "--delete-data", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.True(answer.Code == 0, answer.All);
        var calls = account.TakeCalls();
        Assert.Contains("aws dynamodb delete-table", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("update-table", calls, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes\n", "--delete-data")]
    [InlineData("", "--delete-data")]
    [InlineData("no\n", "--var-file")]
    [InlineData("", "--var-file")]
    public async Task OtherAnswer_ChangesNothing(string input, string option)
    {
        using var account = new FakeAccount();

        var answer = await account.RunAsync("cleanup.sh", input, [.. option == "--var-file" ? Array.Empty<string>() : [option], "--var-file", account.PathOf("terraform.tfvars")]);

        Assert.Equal(3, answer.Code);
        Assert.DoesNotMatch(" destroy| apply|s3 rm|helm|kubectl|delete", account.TakeCalls());
    }

    [Fact]
    public async Task DryRun_ChangesNothing()
    {
        using var account = new FakeAccount();

        var answer = await account.RunAsync("cleanup.sh", "", "--dry-run", "--delete-data", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.True(answer.Code == 0, answer.All);
        Assert.DoesNotMatch(" destroy| apply|s3 rm|helm|kubectl|delete", account.TakeCalls());
        Assert.Contains("delete_data=true", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClusterThatIsGone_IsNotCalled()
    {
        using var account = new FakeAccount();
        account.Refuse("aws eks describe-cluster", 254, "An error occurred (ResourceNotFoundException)");

        var answer = await account.RunAsync("cleanup.sh", "", "--yes", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.True(answer.Code == 0, answer.All);
        Assert.DoesNotMatch("helm|kubectl", account.TakeCalls());
    }

    [Fact]
    public async Task ClusterThatDoesNotAnswer_EndsTheRunBeforeAnythingIsDestroyed()
    {
        using var account = new FakeAccount();
        account.Refuse("kubectl get crd", 1, "Unable to connect to the server");

        var answer = await account.RunAsync("cleanup.sh", "", "--yes", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.Equal(1, answer.Code);
        Assert.DoesNotContain(" destroy", account.TakeCalls(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataThatIsNotTerraforms_IsNotTouched()
    {
        using var account = new FakeAccount();
        account.Answer("state list", "module.cluster.aws_eks_cluster.this[0]");
        account.Refuse("aws dynamodb describe-table", 254, "An error occurred (ResourceNotFoundException)");

        var answer = await account.RunAsync("cleanup.sh", "", "--yes", "--delete-data", "--var-file", account.PathOf("terraform.tfvars"));

        Assert.True(answer.Code == 0, answer.All);
        Assert.DoesNotMatch("module.storage|delete-table", account.TakeCalls());
    }
}
