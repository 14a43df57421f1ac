using KeyspacesStreamer.Infrastructure.Tests.Terraform;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Infrastructure.Tests.Scripts;

/// <summary>An account of AWS as the scripts see it: programs on PATH that write their calls down and answer as they were told.</summary>
internal sealed class FakeAccount : IDisposable
{
    private static readonly string[] Programs = ["aws", "kubectl", "helm", "terraform", "dotnet", "publish.sh"];

    /// <summary>What the scripts need of the system besides.</summary>
    private static readonly string[] Tools =
    [
        "sh", "bash", "env", "dirname", "basename", "sed", "grep", "sort", "tr", "cut", "cat", "cp", "head", "tail", "mkdir", "mktemp", "rm", "realpath", "sha1sum", "python3", "git", "printf", "awk", "date", "uname", "id",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _rules = [];

    public FakeAccount()
    {
        Directory.CreateDirectory(_folder.PathOf("bin"));
        Directory.CreateDirectory(_folder.PathOf("answers"));
        foreach (var program in Programs)
        {
            File.CreateSymbolicLink(_folder.PathOf("bin", program), RepositoryRoot.PathOf("tests", "Infrastructure.Tests", "Scripts", "fake.sh"));
        }

        foreach (var tool in Tools)
        {
            if (new[] { "/usr/bin", "/bin", "/usr/local/bin" }.Select(place => Path.Combine(place, tool)).FirstOrDefault(File.Exists) is { } found)
            {
                File.CreateSymbolicLink(_folder.PathOf("bin", tool), found);
            }
        }

        File.WriteAllText(_folder.PathOf("terraform.tfvars"), "region = \"eu-west-1\"\n");
        Answer("aws configure get region", "eu-west-1");
        Answer("aws sts get-caller-identity", "111122223333\tarn:aws:iam::111122223333:user/ada");
        Answer("aws ecr get-login-password", "not-a-password");
        Answer("aws eks describe-cluster", "{}");
        Refuse("aws ecr describe-images", 254, "An error occurred (ImageNotFoundException)");
        Refuse(" plan ", 2, "Plan: 60 to add, 0 to change, 0 to destroy.");
        Answer("output -raw registry", "111122223333.dkr.ecr.eu-west-1.amazonaws.com");
        Answer("output -raw cluster_name", "keyspaces-streamer");
        Answer("output -raw operator_namespace", "keyspaces-streamer-system");
        Answer("output -raw agent_role_arn", "arn:aws:iam::111122223333:role/agent-of-streams");
        Answer("output -raw bucket", "keyspaces-data-1a2b3c4d");
        Answer("output -json chart_values", """{"serviceAccount":{"roleArn":"arn:aws:iam::111122223333:role/keyspaces-streamer-operator"}}""");
        Answer("output -json", """{"stream_namespaces":{"value":["keyspaces-streams"]},"stream_manifests":{"value":{"a":{"kind":"KeyspacesCdcStream","metadata":{"name":"a"}}}}}""");
        Answer("output -json operator_lease_tables", """{"keyspaces-streamer-media-media_content":"eu-west-1"}""");
        Answer("kubectl get crd", "customresourcedefinition.apiextensions.k8s.io/keyspacescdcstreams.keyspaces-streamer.dev");
        Answer("state list", "module.storage.aws_s3_bucket.this[0]\nmodule.registry.aws_ecr_repository.this[\"keyspaces-streamer/operator\"]\nmodule.cluster.aws_eks_cluster.this[0]");
    }

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    /// <summary>What a call answers whose line has these words; later rules go before earlier ones.</summary>
    public void Answer(string words, string text) => Refuse(words, 0, text);

    public void Refuse(string words, int code, string text)
    {
        File.WriteAllText(_folder.PathOf("answers", words.Replace(' ', '_').Replace('/', '_')), text + "\n");
        _rules.RemoveAll(rule => rule.EndsWith(" " + words, StringComparison.Ordinal));
        _rules.Add($"{code} {words}");
    }

    public void Without(string program) => File.Delete(_folder.PathOf("bin", program));

    /// <summary>Runs a script of infrastructure/scripts.</summary>
    public async Task<ProcessAnswer> RunAsync(string script, string input, params string[] arguments)
    {
        // The longest words first: "output -json chart_values" before "output -json".
        await File.WriteAllLinesAsync(_folder.PathOf("rules"), _rules.OrderByDescending(rule => rule.Length), TestContext.Current.CancellationToken);
        return await ProcessRun.OfAsync(RepositoryRoot.PathOf("infrastructure", "scripts", script), arguments, RepositoryRoot.Path, new Dictionary<string, string?>
        {
            ["PATH"] = _folder.PathOf("bin"),
            ["FAKE"] = _folder.Path,
            ["HOME"] = _folder.Path,
            ["DEPLOY_ARTIFACTS"] = _folder.PathOf("artifacts"),
            ["PUBLISH_IMAGES"] = _folder.PathOf("bin", "publish.sh"),
            ["AWS_REGION"] = null,
            ["AWS_DEFAULT_REGION"] = null,
        }, input);
    }

    /// <summary>The calls so far, with the folders of this run named instead of written, and forgotten then.</summary>
    public string TakeCalls()
    {
        var file = _folder.PathOf("calls");
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        File.Delete(file);
        return text.Replace(_folder.Path, "FOLDER", StringComparison.Ordinal).Replace(RepositoryRoot.Path, "CHECKOUT", StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
