using System.Text.RegularExpressions;
using KeyspacesStreamer.Infrastructure.Tests.Provider;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Infrastructure.Tests.Terraform;

/// <summary>The modules under Terraform itself, which knows AWS's resources from the stub provider.</summary>
public sealed partial class ModuleTests(ProviderServer provider)
{
    public static TheoryData<string> Modules => new(TerraformCopy.Modules);

    public static TheoryData<string> Tested =>
        new(TerraformCopy.Modules.Where(module => Directory.Exists(RepositoryRoot.PathOf(["infrastructure", .. module.Split('/'), "tests"]))));

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Module_IsValid(string module)
    {
        TerraformCopy.Require();
        using var copy = new TerraformCopy(provider);

        var answer = await copy.InitializedAsync(module, "validate");

        Assert.True(answer.Code == 0, answer.All);
    }

    [Theory]
    [MemberData(nameof(Tested))]
    public async Task Module_PassesItsOwnTests(string module)
    {
        TerraformCopy.Require();
        using var copy = new TerraformCopy(provider);

        var answer = await copy.InitializedAsync(module, "test");

        Assert.True(answer.Code == 0, answer.All);
        Assert.Matches("[1-9][0-9]* passed, 0 failed", answer.Output);
    }

    [Theory]
    [InlineData("storage/bucket.tf", "block_public_acls ", "block_public_acl  ")] // an argument that there is not
    [InlineData("cluster/main.tf", "pod_execution_role_arn = var.pod_execution_role_arn", "")] // one that must be given
    [InlineData("registry/main.tf", "scan_on_push = true", "scan_on_push = \"often\"")] // one of another type
    [InlineData("cluster/main.tf", "dynamic \"selector\"", "dynamic \"selectors\"")] // a block that there is not
    public async Task Module_WithAFault_IsRefused(string file, string right, string wrong)
    {
        TerraformCopy.Require();
        using var copy = new TerraformCopy(provider);
        var path = copy.PathOf(["terraform", "modules", .. file.Split('/')]);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains(right, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var answer = await copy.InitializedAsync($"terraform/modules/{file.Split('/')[0]}", "validate");

        Assert.NotEqual(0, answer.Code);
        Assert.Matches("(Unsupported argument|Missing required argument|Incorrect attribute value type|Unsupported block type)", answer.All);
    }

    [Fact]
    public async Task Files_AreFormatted()
    {
        TerraformCopy.Require();
        using var copy = new TerraformCopy(provider);

        var answer = await copy.RunAsync("terraform", "fmt", "-check", "-recursive", "-diff");

        Assert.True(answer.Code == 0, answer.All);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void VariablesAndOutputs_AreDescribed(string module)
    {
        var files = Directory.EnumerateFiles(RepositoryRoot.PathOf(["infrastructure", .. module.Split('/')]), "*.tf").Select(File.ReadAllText);

        var blocks = files.SelectMany(text => Declaration().Matches(text)).Select(match => match.Value).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Matches(@"\n  description\s+= ", block));
        Assert.All(blocks.Where(block => block.StartsWith("variable", StringComparison.Ordinal)), block => Assert.Matches(@"\n  type\s+= ", block));
    }

    [Fact]
    public void Fixture_KnowsNoMoreThanTheModulesUse()
    {
        var files = Directory.EnumerateFiles(RepositoryRoot.PathOf("infrastructure", "terraform"), "*.tf", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();

        var used = files.SelectMany(text => Used().Matches(text)).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

        var schema = SchemaFile.Read();
        Assert.Equal(schema.ResourceSchemas.Keys.Concat(schema.DataSourceSchemas.Keys).Distinct().Order(StringComparer.Ordinal), used);
    }

    [GeneratedRegex("""^(variable|output) "\w+" \{$.*?(?=^\})""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Declaration();

    [GeneratedRegex("""^(?:resource|data) "(aws_\w+)" """, RegexOptions.Multiline)]
    private static partial Regex Used();
}
