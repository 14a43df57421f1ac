using KeyspacesStreamer.Infrastructure.Tests.Provider;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Infrastructure.Tests.Terraform;

/// <summary>A copy of the tree's infrastructure folder that Terraform may write into.</summary>
internal sealed class TerraformCopy(ProviderServer provider) : IDisposable
{
    private const string Root = "terraform";

    private readonly TemporaryFolder _folder = Filled();

    /// <summary>The root module and all modules, as folders below infrastructure.</summary>
    public static IReadOnlyList<string> Modules { get; } =
    [
        Root,
        .. Directory.EnumerateDirectories(RepositoryRoot.PathOf("infrastructure", Root, "modules")).Order(StringComparer.Ordinal).Select(folder => $"{Root}/modules/{Path.GetFileName(folder)}"),
    ];

    public static bool IsInstalled { get; } = PathFolders().Any(folder => File.Exists(Path.Combine(folder, "terraform")));

    /// <summary>Skips a test on machines without Terraform, which Debian does not have.</summary>
    public static void Require() => Assert.SkipUnless(IsInstalled, "terraform is not on PATH");

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public async Task<ProcessAnswer> InitializedAsync(string module, params string[] command)
    {
        var answer = await RunAsync(module, "init", "-backend=false", "-input=false");
        return answer.Code == 0 ? await RunAsync(module, command) : answer;
    }

    public Task<ProcessAnswer> RunAsync(string module, params string[] command) =>
        ProcessRun.OfAsync("terraform", [command[0], "-no-color", .. command[1..]], PathOf(module.Split('/')), new Dictionary<string, string?>
        {
            ["TF_REATTACH_PROVIDERS"] = provider.Reattach,
            ["TF_CLI_CONFIG_FILE"] = PathOf("terraformrc"),
            ["TF_IN_AUTOMATION"] = "1",
            ["CHECKPOINT_DISABLE"] = "1",
            ["NO_PROXY"] = "127.0.0.1",
            ["no_proxy"] = "127.0.0.1",
        });

    public void Dispose() => _folder.Dispose();

    private static string[] PathFolders() => (Variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The edge of the tests: what is installed is in an environment variable.")]
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    private static TemporaryFolder Filled()
    {
        var folder = new TemporaryFolder();
        var source = RepositoryRoot.PathOf("infrastructure");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(file => !IsLeftOver(file)))
        {
            var target = folder.PathOf(Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file has a folder
            File.Copy(file, target);
        }

        File.WriteAllText(folder.PathOf("terraformrc"), "");
        return folder;
    }

    // What a person's own runs leave in the tree is not part of it.
    private static bool IsLeftOver(string file) =>
        file.Contains("/.terraform", StringComparison.Ordinal) || file.Contains(".tfstate", StringComparison.Ordinal)
        || file.EndsWith(".tfplan", StringComparison.Ordinal) || file.EndsWith("/terraform.tfvars", StringComparison.Ordinal);
}
