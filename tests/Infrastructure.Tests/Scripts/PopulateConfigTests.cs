using KeyspacesStreamer.Infrastructure.Tests.Policies;
using KeyspacesStreamer.Infrastructure.Tests.Provider;
using KeyspacesStreamer.Operator.Aws.Policies;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Infrastructure.Tests.Scripts;

/// <summary>populate-config.sh: what it writes from the tables of an account.</summary>
public sealed class PopulateConfigTests(ProviderServer provider)
{
    [Fact]
    public async Task Tables_WithCdc_BecomeSettingsAndManifests()
    {
        using var account = AccountWithTables();

        var answer = await RunAsync(account);

        Assert.True(answer.Code == 0, answer.All);
        var text = string.Concat(Files(account).Select(file => $"# {Path.GetFileName(file)}\n{File.ReadAllText(file)}"));
        GoldenFile.Compare("tests/Golden/infrastructure/populated.txt", text);
        Assert.DoesNotMatch(" (create|update|delete|put)-", account.TakeCalls());
    }

    [Fact]
    public async Task Manifests_AreStreamsForTheOperator()
    {
        using var account = AccountWithTables();

        await RunAsync(account);

        var manifest = await File.ReadAllTextAsync(account.PathOf("streams", "shop-payments.yaml"), TestContext.Current.CancellationToken);
        var stream = StreamManifest.Find(manifest, "keyspaces-streams", "shop-payments");
        Assert.Equal("payments", stream?.Spec.Source.Table);
        Assert.Equal("keyspaces-streamer-shop-payments", stream?.Spec.CheckpointTable());
    }

    [Fact]
    public async Task Manifests_SayWhatTerraformSaysOfTheSameSettings()
    {
        using var account = AccountWithTables();
        await RunAsync(account);

        var outputs = await RenderedExample.OutputsAsync(provider, account.PathOf("made.tfvars"));

        var ours = Files(account).Skip(1).Select(file => PolicyOf(File.ReadAllText(file), Path.GetFileNameWithoutExtension(file)));
        var terraforms = RenderedExample.Texts(outputs["stream_manifests"]).OrderBy(manifest => manifest.Key, StringComparer.Ordinal).Select(manifest => PolicyOf(manifest.Value, manifest.Key));
        Assert.Equal(terraforms, ours);
        Assert.Equal(3, RenderedExample.Texts(outputs["stream_manifests"]).Count);
    }

    [Theory]
    [InlineData("", "keyspaces-streamer-prod")]
    [InlineData("region = \"eu-west-1\"\nenvironment = \"prod\"\nstreams = {}\n", "keyspaces-streamer")]
    [InlineData("environment = \"prod\"\ncheckpoint_table_prefix = \"mine\"\nstreams = {}\n", "mine")]
    public async Task Environment_HasLeaseTablesOfItsOwnAndKeepsThoseItHas(string earlier, string prefix)
    {
        using var account = AccountWithTables();
        await File.WriteAllTextAsync(account.PathOf("made.tfvars"), earlier, TestContext.Current.CancellationToken);

        var answer = await RunAsync(account, "--environment", "prod", "--force");

        Assert.True(answer.Code == 0, answer.All);
        var settings = await File.ReadAllTextAsync(account.PathOf("made.tfvars"), TestContext.Current.CancellationToken);
        Assert.Contains($"\ncheckpoint_table_prefix = \"{prefix}\"\n", settings, StringComparison.Ordinal);
        var manifest = await File.ReadAllTextAsync(account.PathOf("streams", "shop-payments.yaml"), TestContext.Current.CancellationToken);
        var stream = StreamManifest.Find(manifest, "keyspaces-streams", "shop-payments");
        Assert.Equal($"{prefix}-shop-payments", stream?.Spec.CheckpointTable());
        var outputs = await RenderedExample.OutputsOfAsync(provider, settings);
        Assert.Equal(PolicyOf(RenderedExample.Texts(outputs["stream_manifests"])["shop-payments"], "shop-payments"), PolicyOf(manifest, "shop-payments"));
    }

    [Fact]
    public async Task SecondRun_WritesNothing()
    {
        using var account = AccountWithTables();
        await RunAsync(account);

        var answer = await RunAsync(account);

        Assert.True(answer.Code == 0, answer.All);
        Assert.DoesNotContain("written", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileOfAPerson_IsNotOverwritten()
    {
        using var account = AccountWithTables();
        await File.WriteAllTextAsync(account.PathOf("made.tfvars"), "region = \"eu-west-1\" # mine\n", TestContext.Current.CancellationToken);

        var answer = await RunAsync(account);

        Assert.Equal(3, answer.Code);
        Assert.Contains("# mine", await File.ReadAllTextAsync(account.PathOf("made.tfvars"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_WritesNoFile()
    {
        using var account = AccountWithTables();

        var answer = await RunAsync(account, "--dry-run");

        Assert.True(answer.Code == 0, answer.All);
        Assert.Contains("media_content", answer.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(account.PathOf("made.tfvars")));
    }

    [Fact]
    public async Task TableThatCannotBeRead_EndsTheRun()
    {
        using var account = AccountWithTables();
        account.Refuse("--table-name media_content", 254, "An error occurred (AccessDeniedException)");

        var answer = await RunAsync(account);

        Assert.Equal(1, answer.Code);
        Assert.False(File.Exists(account.PathOf("made.tfvars")));
    }

    private static FakeAccount AccountWithTables()
    {
        var account = new FakeAccount();
        account.Answer("aws keyspaces list-keyspaces", "system\tsystem_schema\tshop\tmedia\tMedia");
        account.Answer("--keyspace-name shop --query", "orders\tpayments");
        account.Answer("--keyspace-name media --query", "media_content");
        account.Answer("--keyspace-name Media --query", "media_content");
        account.Answer("--keyspace-name media --table-name media_content", "ENABLED");
        account.Answer("--keyspace-name Media --table-name media_content", "Enabled");
        account.Answer("--table-name orders", "None");
        account.Answer("--table-name payments", "ENABLING");
        return account;
    }

    private static Task<Terraform.ProcessAnswer> RunAsync(FakeAccount account, params string[] more) =>
        account.RunAsync("populate-config.sh", "", ["--output", account.PathOf("made.tfvars"), "--manifests", account.PathOf("streams"), .. more]);

    // The policy names table, lease table and bucket.
    private static string PolicyOf(string manifest, string name) =>
        StreamPolicy.Of(
            StreamManifest.Find(manifest, "keyspaces-streams", name) ?? throw new InvalidDataException($"No stream {name}."), "eu-west-1", RenderedExample.Account);

    private static IEnumerable<string> Files(FakeAccount account) =>
        [account.PathOf("made.tfvars"), .. Directory.EnumerateFiles(account.PathOf("streams")).Order(StringComparer.Ordinal)];
}
