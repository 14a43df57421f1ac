using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Observability.Tests.Lua;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>The examples for Argo CD and Flux name what there is.</summary>
public sealed class GitOpsTests
{
    private static readonly IReadOnlyList<JsonObject> Argo = [.. Documents("argocd/applications")];
    private static readonly IReadOnlyList<JsonObject> Flux = [.. Documents("flux")];

    [Fact]
    public void Settings_OfArgo_AreMadeOfTheScripts() => GoldenFile.Compare("infrastructure/argocd/argocd-cm.yaml", ArgoSettings.Text);

    [Fact]
    public void Settings_OfArgo_HoldTheScriptsWhole()
    {
        var data = YamlText.Read(ArgoSettings.Text)!["data"]!; // the text has it
        var actions = YamlText.Read((string)data["resource.customizations.actions.keyspaces-streamer.dev_KeyspacesCdcStream"]!)!; // the text has it

        Assert.Equal(ScriptOf("health.lua"), (string?)data["resource.customizations.health.keyspaces-streamer.dev_KeyspacesCdcStream"]);
        Assert.Equal(ScriptOf("actions/discovery.lua").TrimEnd(), ((string?)actions["discovery.lua"])?.TrimEnd());
        Assert.All(actions["definitions"]!.AsArray(), action => // the text has it
            Assert.Equal(ScriptOf($"actions/{action!["name"]}/action.lua").TrimEnd(), ((string?)action["action.lua"])?.TrimEnd()));
    }

    [Fact]
    public void Applications_GoInWaves()
    {
        var waves = Argo.ToDictionary(document => (string)document["metadata"]!["name"]!, document => int.Parse((string)document["metadata"]!["annotations"]!["argocd.argoproj.io/sync-wave"]!, System.Globalization.CultureInfo.InvariantCulture)); // each has them

        Assert.True(waves["keyspaces-streamer-definition"] < waves["keyspaces-streamer"]);
        Assert.True(waves["keyspaces-streamer"] < waves["keyspaces-streams"]);
        Assert.All(Argo, document => Assert.Contains("ServerSideApply=true", SyncPolicyOf(document)["syncOptions"]!.AsArray().Select(option => (string?)option))); // each has it
        Assert.Equal("false", SyncPolicyOf(Argo.Single(document => (string?)document["metadata"]?["name"] == "keyspaces-streamer-definition"))["automated"]?["prune"]?.ToJsonString());
    }

    [Fact]
    public void Applications_NamePathsThatExist() =>
        Assert.All(Argo.Where(document => (string?)document["kind"] == "Application"), document =>
            Assert.True(Directory.Exists(RepositoryRoot.PathOf(((string?)document["spec"]?["source"]?["path"] ?? "").Split('/')))));

    [Fact]
    public async Task Values_AreTakenByTheChart()
    {
        var values = new[] { Argo.Select(document => document["spec"]?["source"]?["helm"]?["valuesObject"]), Flux.Select(document => document["spec"]?["values"]) }.SelectMany(found => found).OfType<JsonNode>().ToList();
        using var folder = new TemporaryFolder();

        Assert.Equal(2, values.Count);
        foreach (var value in values)
        {
            await File.WriteAllTextAsync(folder.PathOf("values.yaml"), value.ToJsonString(), TestContext.Current.CancellationToken);
            var answer = await Renderer.OwnAsync("-f", folder.PathOf("values.yaml"));
            Assert.True(answer.Code == 0, answer.Error);
        }
    }

    [Fact]
    public void Flux_WaitsByWordsOfTheStatus()
    {
        var check = Assert.Single(Flux.SelectMany(document => document["spec"]?["healthCheckExprs"]?.AsArray() ?? []))!; // the file has one
        var words = Regex.Matches($"{check["current"]} {check["failed"]}", @"'(\w+)'").Select(match => match.Groups[1].Value);
        var known = typeof(ConditionReasons).GetFields().Where(field => field.IsLiteral).Select(field => field.Name).Concat(ConditionTypes.All).Concat(["True", "False"]);

        Assert.Equal((StreamApi.ApiVersion, StreamApi.Kind), ((string?)check["apiVersion"], (string?)check["kind"]));
        Assert.Empty(words.Except(known));
    }

    [Fact]
    public void Flux_FailsForReasonsThatArgoCallsDegraded()
    {
        var check = Assert.Single(Flux.SelectMany(document => document["spec"]?["healthCheckExprs"]?.AsArray() ?? []))!; // the file has one
        var failing = Regex.Match((string?)check["failed"] ?? "", @"\[(?<list>[^\]]*)\]").Groups["list"].Value;
        var broken = Regex.Matches(ScriptOf("health.lua"), @"(\w+) = true").Select(match => match.Groups[1].Value);

        Assert.NotEmpty(failing);
        Assert.Empty(Regex.Matches(failing, @"'(\w+)'").Select(match => match.Groups[1].Value).Except(broken));
        // What may pass within the time-out is waited for.
        Assert.Equal(["OutOfMemory", "PodsFailing", "PodsNotReady", "RolloutStalled"], broken.Where(reason => !failing.Contains($"'{reason}'", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Flux_ReferencesItsOwnObjects()
    {
        var names = Flux.Select(document => $"{document["kind"]}/{document["metadata"]?["name"]}").ToList();
        var wanted = Flux.SelectMany(document => new[] { document["spec"]?["chartRef"], document["spec"]?["sourceRef"] }.Concat(document["spec"]?["healthChecks"]?.AsArray() ?? []))
            .OfType<JsonNode>().Select(reference => $"{reference["kind"]}/{reference["name"]}").ToList();

        Assert.NotEmpty(wanted);
        Assert.Empty(wanted.Except(names));
    }

    private static JsonNode SyncPolicyOf(JsonObject document) =>
        (document["spec"]!["template"]?["spec"] ?? document["spec"])!["syncPolicy"]!; // each has one

    private static string ScriptOf(string path) => File.ReadAllText(RepositoryRoot.PathOf($"{Customization.Folder}/{path}".Split('/')));

    private static IEnumerable<JsonObject> Documents(string folder) =>
        Directory.GetFiles(RepositoryRoot.PathOf($"infrastructure/{folder}".Split('/')), "*.yaml").Order(StringComparer.Ordinal).SelectMany(file => YamlText.Documents(File.ReadAllText(file)));
}
