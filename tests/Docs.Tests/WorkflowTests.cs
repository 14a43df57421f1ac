using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Docs.Tests.Workflows;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>The workflows call what is there, may do no more than they need, and print no secret.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string[] MayRelease = ["attestations", "contents", "id-token", "packages"];

    [Fact]
    public void Workflows_AreThese() => Assert.Equal(["ci.yaml", "release.yaml"], WorkflowFile.All.Select(file => file.Name));

    [Fact]
    public void MakeTargets_AreThoseOfTheMakefile()
    {
        var called = WorkflowFile.All.SelectMany(file => file.Scripts).SelectMany(script => MakeTarget().Matches(script)).Select(match => match.Groups["target"].Value).ToList();

        Assert.Equal(["images", "test"], called.Distinct().Order());
        Assert.DoesNotContain(called, target => !Makefile.Targets.Contains(target));
    }

    [Fact]
    public void Scripts_AreThereAndCanBeRun()
    {
        var called = WorkflowFile.All.SelectMany(file => file.Scripts).SelectMany(script => ScriptPath().Matches(script)).Select(match => match.Value).Distinct().ToList();

        Assert.Contains("eng/release/stage.sh", called);
        Assert.All(called, path => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(RepositoryRoot.PathOf(path.Split('/'))).HasFlag(UnixFileMode.UserExecute), path));
    }

    [Fact]
    public async Task Scripts_AreShell()
    {
        var problems = new List<string>();
        foreach (var (file, script) in WorkflowFile.All.SelectMany(file => file.Scripts.Select(script => (file, script))))
        {
            problems.AddRange(await Shell.ProblemsOfAsync(new CodeBlock(file.Name, 0, "sh", script)));
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void Permissions_BeginWithReadingAlone() => Assert.All(WorkflowFile.All, file => Assert.Equal("""{"contents":"read"}""", file.Document["permissions"]?.ToJsonString()));

    [Fact]
    public void Permissions_AreMoreForPublishingAlone()
    {
        var job = Assert.Single(WorkflowFile.All.SelectMany(file => file.Jobs.Select(job => (file.Name, Job: job))), found => found.Job.Job.ContainsKey("permissions"));

        Assert.Equal(("release.yaml", "publish"), (job.Name, job.Job.Name));
        Assert.Equal("build", (string?)job.Job.Job["needs"]);
        Assert.Equal("release", (string?)job.Job.Job["environment"]); // people must agree
        Assert.Equal(MayRelease, job.Job.Job["permissions"]?.AsObject().Select(right => right.Key).Order());
    }

    [Fact]
    public void Releases_BeginWithATagAlone() =>
        Assert.Equal("""{"push":{"tags":["v*.*.*"]}}""", WorkflowFile.All.Single(file => file.Name == "release.yaml").Document["on"]?.ToJsonString());

    // An expression inside a script is pasted into it: words of strangers become commands, secrets are in the process list.
    [Fact]
    public void Scripts_HoldNoExpressions() => Assert.DoesNotContain(WorkflowFile.All.SelectMany(file => file.Scripts), script => script.Contains("${{", StringComparison.Ordinal));

    [Fact]
    public void Secrets_GoIntoPasswordsAlone()
    {
        var steps = WorkflowFile.All.SelectMany(file => file.Steps).Where(step => step.ToJsonString().Contains("secrets.", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, steps.Count);
        Assert.All(steps, step =>
        {
            var names = (step["env"] as JsonObject ?? []).Where(variable => $"{variable.Value}".Contains("secrets.", StringComparison.Ordinal)).Select(variable => variable.Key);
            var lines = $"{step["run"]}".Split('\n').Where(line => names.Any(name => line.Contains($"${name}", StringComparison.Ordinal)));
            Assert.All(lines, line => Assert.EndsWith("--password-stdin", line.TrimEnd(), StringComparison.Ordinal));
        });
        Assert.DoesNotContain(WorkflowFile.All, file => file.Text.Contains("set -x", StringComparison.Ordinal));
    }

    [Fact]
    public void Actions_ArePinnedByCommitAndSayWhichVersionThatIs()
    {
        var uses = WorkflowFile.All.SelectMany(file => file.Text.Split('\n')).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches("^ +- uses: [a-z]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+[.][0-9]+[.][0-9]+$", line));
    }

    /// <summary>One version of an action has one commit, and one commit one version.</summary>
    [Fact]
    public void Actions_OfOneVersion_HaveOneCommit()
    {
        var uses = WorkflowFile.All.SelectMany(file => PinnedAction().Matches(file.Text)).Select(match => (Name: match.Groups["name"].Value, Commit: match.Groups["commit"].Value, Version: match.Groups["version"].Value)).Distinct().ToList();

        Assert.Equal(uses.Count, uses.Select(use => use.Name).Distinct().Count());
        Assert.Equal(uses.Count, uses.Select(use => use.Commit).Distinct().Count());
    }

    [Fact]
    public void Containers_ArePinnedByDigest()
    {
        var images = WorkflowFile.All.SelectMany(file => file.Jobs).Select(job => (string?)job.Job["container"]?["image"]).OfType<string>().ToList();

        Assert.NotEmpty(images);
        Assert.All(images, image => Assert.Matches("^[a-z]+:[0-9]+@sha256:[0-9a-f]{64}$", image));
    }

    /// <summary>Who may sign and push runs nothing of the repository: no checkout, no script, no build; and takes what was built by its checksums.</summary>
    [Fact]
    public void Jobs_ThatMayWriteOrSign_RunNothingOfTheRepository()
    {
        var job = Assert.Single(WorkflowFile.All.SelectMany(file => file.Jobs), job => job.Job["permissions"] is JsonObject rights && rights.Any(right => (string?)right.Value == "write")).Job;
        var steps = (job["steps"] as JsonArray ?? []).OfType<JsonObject>().ToList();

        Assert.DoesNotContain(steps, step => $"{step["uses"]}".StartsWith("actions/checkout@", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => RepositoryCode().IsMatch($"{step["run"]}"));
        Assert.StartsWith("actions/download-artifact@", $"{steps[0]["uses"]}", StringComparison.Ordinal);
        Assert.Contains("sha256sum --check --strict checksums.txt", $"{steps[1]["run"]}", StringComparison.Ordinal);
        Assert.Equal("${{ needs.build.outputs.checksums }}", (string?)steps[1]["env"]?["CHECKSUMS"]);
    }

    [Fact]
    public void Jobs_ThatBuild_MayOnlyRead() => Assert.All(
        WorkflowFile.All.SelectMany(file => file.Jobs).Where(job => job.Job.ToJsonString().Contains("actions/checkout@", StringComparison.Ordinal)),
        job => Assert.False(job.Job.ContainsKey("permissions")));

    [Fact]
    public void Images_AreMadeOfLockedPackages()
    {
        Assert.Contains("-p:RestoreLockedMode=true", File.ReadAllText(RepositoryRoot.PathOf("eng", "images", "publish.sh")), StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(RepositoryRoot.PathOf("infrastructure", "docker"), "*.Dockerfile"), file => Assert.Contains("-p:RestoreLockedMode=true", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Contains("export CI=true", File.ReadAllText(RepositoryRoot.PathOf(".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public void Checkouts_LeaveNoCredentialsBehind()
    {
        var checkouts = WorkflowFile.All.SelectMany(file => file.Steps).Where(step => $"{step["uses"]}".StartsWith("actions/checkout@", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, checkouts.Count);
        Assert.All(checkouts, step => Assert.False((bool?)step["with"]?["persist-credentials"] ?? true));
    }

    [Fact]
    public void Jobs_AreBounded() => Assert.All(WorkflowFile.All.SelectMany(file => file.Jobs), job => Assert.InRange((long?)job.Job["timeout-minutes"] ?? 0, 1, 120));

    [Fact]
    public void Dependabot_WatchesFoldersThatAreThere()
    {
        var updates = YamlText.Read(File.ReadAllText(RepositoryRoot.PathOf(".github", "dependabot.yml")))?["updates"] as JsonArray ?? [];

        Assert.Equal(["docker", "dotnet-sdk", "github-actions", "nuget"], updates.Select(update => $"{update?["package-ecosystem"]}").Order());
        Assert.All(updates, update => Assert.True(Directory.Exists(RepositoryRoot.PathOf($"{update?["directory"]}".Trim('/').Split('/')))));
    }

    [GeneratedRegex(@"(^|[\s;&])make (?<target>[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex MakeTarget();

    [GeneratedRegex("uses: (?<name>[^@ ]+)@(?<commit>[0-9a-f]{40}) # (?<version>v[0-9.]+)")]
    private static partial Regex PinnedAction();

    [GeneratedRegex(@"\b(eng/|\.ci/|make |dotnet |python|npm )")]
    private static partial Regex RepositoryCode();

    [GeneratedRegex(@"(?<![\w/.-])(eng/[\w./-]+\.sh|\.ci/run)")]
    private static partial Regex ScriptPath();
}
