using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using KeyspacesStreamer.Observability.Tests.Lua;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>Health and actions of Argo CD, on resources as our operator leaves them.</summary>
public sealed partial class ArgoHealthTests
{
    private static readonly JsonSerializerOptions Strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    // Reasons of conditions that are as they should be, and of RetentionAtRisk and Suspended, which Ready never takes over while a stream is not suspended.
    private static readonly string[] Good =
    [
        ConditionReasons.Streaming, ConditionReasons.Valid, ConditionReasons.StreamFound, ConditionReasons.StreamPinned, ConditionReasons.TableActive, ConditionReasons.BucketFound,
        ConditionReasons.ImageFound, ConditionReasons.ImageAsWritten, ConditionReasons.PodsReady, ConditionReasons.ScaledToZero, ConditionReasons.HeadroomEnough, ConditionReasons.HeadroomLow,
        ConditionReasons.DataTrimmed, ConditionReasons.SuspendedBySpec, ConditionReasons.NotSuspended,
    ];

    public static TheoryData<string, string, string> Healths => [.. Customization.Read("health_test.yaml")["tests"]!.AsArray() // the file has some
        .Select(test => ((string)test!["inputPath"]!, (string)test["healthStatus"]!["status"]!, (string)test["healthStatus"]!["message"]!))]; // each has them

    public static TheoryData<string> Inputs => [.. Customization.Inputs];

    public static TheoryData<string> Reasons => [.. AllReasons().Except(Good)];

    [Theory]
    [MemberData(nameof(Healths))]
    public async Task Health_IsThatOfTheTestFile(string input, string status, string message)
    {
        var health = await Customization.HealthOfAsync(Customization.Read(input));

        Assert.Equal((status, message), ((string?)health["status"], (string?)health["message"]));
    }

    [Fact]
    public void TestData_IsAllUsed()
    {
        var folder = RepositoryRoot.PathOf([.. Customization.Folder.Split('/'), "testdata"]);

        Assert.Equal(
            Directory.GetFiles(folder).Select(file => $"testdata/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
            Customization.Inputs.Where(input => !input.StartsWith("actions/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void TestData_IsWhatTheOperatorWrites(string input)
    {
        var document = Customization.Read(input);
        var conditions = document["status"]?["conditions"]?.AsArray().Select(condition => KubernetesJson.Deserialize<V1Condition>(condition!.ToJsonString())).ToList() ?? []; // a list of objects

        var stream = KubernetesJson.Deserialize<KeyspacesCdcStream>(document.ToJsonString());
        Assert.NotNull(document["spec"].Deserialize<KeyspacesCdcStreamSpec>(Strict));
        document["status"].Deserialize<KeyspacesCdcStreamStatus>(Strict);
        Assert.Equal(document["status"] is null ? [] : [StreamApi.Finalizer], stream.Metadata.Finalizers ?? []);
        Assert.Equal(document["status"] is null ? [] : ConditionTypes.All, conditions.Select(condition => condition.Type));
        Assert.All(conditions, condition => Assert.Contains(condition.Reason, AllReasons()));
        Assert.All(conditions, condition => Assert.Equal((long?)document["status"]?["observedGeneration"], condition.ObservedGeneration));
    }

    // Ready is what the operator makes of the other conditions, word for word.
    [Theory]
    [MemberData(nameof(Inputs))]
    public void TestData_ReadyFollowsFromTheRest(string input)
    {
        var conditions = (Customization.Read(input)["status"]?["conditions"]?.AsArray() ?? [])
            .Select(condition => KubernetesJson.Deserialize<V1Condition>(condition!.ToJsonString())).Select(JudgementOf).ToList(); // a list of objects

        var others = conditions.Where(condition => condition.Type != ConditionTypes.Ready).ToList();
        Assert.All(conditions.Where(condition => condition.Type == ConditionTypes.Ready), ready => Assert.Equal(ready, Readiness.Of(others, ready)));
    }

    // A reason that is new has to be put on one side or the other.
    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Health_OfEachReason_IsThatOfThePage(string reason)
    {
        var stream = Customization.Read("testdata/progressing_first_commit.yaml");
        stream["status"]!["conditions"]![0]!["reason"] = reason; // Ready is first

        var status = (string?)(await Customization.HealthOfAsync(stream))["status"];

        var row = Assert.Single(Row().Matches(await File.ReadAllTextAsync(RepositoryRoot.PathOf("docs", "gitops.md"), TestContext.Current.CancellationToken)), match => match.Groups["status"].Value == status);
        Assert.Contains($"`{reason}`", row.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Health_NamesReasonsThatExist()
    {
        var script = File.ReadAllText(RepositoryRoot.PathOf($"{Customization.Folder}/health.lua".Split('/')));

        Assert.All(Member().Matches(script), match => Assert.Contains(match.Groups[1].Value, AllReasons()));
        Assert.All(Compared().Matches(script), match => Assert.Contains(match.Groups[1].Value, AllReasons()));
        Assert.All(Condition().Matches(script), match => Assert.Contains(match.Groups[1].Value, ConditionTypes.All));
    }

    [Fact]
    public async Task Sandbox_HasNoStringLibrary()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("bad.lua"), "return { status = string.format('%s', obj.kind) }", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Sandbox.RunAsync(folder.PathOf("bad.lua"), new JsonObject { ["kind"] = "x" }));
    }

    [Fact]
    public async Task Actions_AreOfferedAsTheTestFileSays()
    {
        foreach (var test in Customization.Read("actions/action_test.yaml")["discoveryTests"]!.AsArray()) // the file has some
        {
            var found = await Sandbox.RunAsync($"{Customization.Folder}/actions/discovery.lua", Customization.Read($"actions/{test!["inputPath"]}"));
            var wanted = test["result"]!.AsArray().ToDictionary(action => (string)action!["name"]!, action => (bool)action!["disabled"]!); // each has them

            Assert.Equal(wanted.OrderBy(pair => pair.Key), found.AsObject().ToDictionary(pair => pair.Key, pair => (bool)pair.Value!["disabled"]!).OrderBy(pair => pair.Key)); // each has it
        }
    }

    [Fact]
    public async Task Actions_ChangeSuspendAlone()
    {
        foreach (var test in Customization.Read("actions/action_test.yaml")["actionTests"]!.AsArray()) // the file has some
        {
            var changed = await Sandbox.RunAsync($"{Customization.Folder}/actions/{test!["action"]}/action.lua", Customization.Read($"actions/{test["inputPath"]}"));

            Assert.True(JsonNode.DeepEquals(Customization.Read($"actions/{test["expectedOutputPath"]}"), changed), $"{test["action"]}: {changed}");
        }
    }

    private static IEnumerable<string> AllReasons() =>
        typeof(ConditionReasons).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!); // all are texts

    private static ConditionResult JudgementOf(V1Condition condition) =>
        new(condition.Type, condition.Status switch { "True" => true, "False" => false, _ => null }, condition.Reason, condition.Message);

    [GeneratedRegex(@"^\| `(?<status>Degraded|Progressing)` \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(\w+) = true")]
    private static partial Regex Member();

    [GeneratedRegex(@"reason == ""(\w+)""")]
    private static partial Regex Compared();

    [GeneratedRegex(@"conditions\.([A-Z]\w+)")]
    private static partial Regex Condition();
}
