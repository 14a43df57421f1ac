using System.Text.RegularExpressions;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Configuration;

/// <summary>docs/operator.md and the manifests name the variables that the code reads, the page with their defaults, and every verb.</summary>
public sealed partial class OperatorPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryRoot.PathOf("docs", "operator.md"));

    [Fact]
    public void Page_NamesEveryVariableInTheOrderInWhichItIsRead()
    {
        var asked = new List<string>();
        OptionsReader.Read(
            name =>
            {
                asked.Add(name);
                return null;
            },
            "a-machine");

        Assert.Equal(asked.Distinct().Order(), Rows().Select(row => row.Name).Order());
    }

    [Fact]
    public void Page_TellsTheDefaults()
    {
        var defaults = new OperatorOptions { PodName = "", PodNamespace = null, StreamerImage = "", Region = "" };

        var told = Rows().ToDictionary(row => row.Name, row => row.Default);

        Assert.Equal(
            ($"`{defaults.ReconcileWorkers}`", "`true`", $"`{defaults.StatusPort}`", $"`{defaults.LogLevel}`"),
            (told["RECONCILE_WORKERS"], told["LEADER_ELECTION"], told["STATUS_PORT"], told["LOG_LEVEL"]));
        Assert.Equal(["AWS_REGION", "POD_NAMESPACE", "STREAMER_IMAGE"], told.Where(pair => pair.Value == "required").Select(pair => pair.Key).Order());
    }

    [Theory]
    [InlineData("run")]
    [InlineData("iam")]
    [InlineData("check")]
    [InlineData("version")]
    public void Page_NamesTheVerb(string verb) => Assert.Contains($"`streamer-operator {verb}", Page, StringComparison.Ordinal);

    [Fact]
    public void Deployment_SetsOnlyVariablesThatAreRead()
    {
        var container = YamlFile.One("config/manager/deployment.yaml")["spec"]!["template"]!["spec"]!["containers"]![0]!; // written
        var ours = container["env"]!.AsArray().Select(entry => (string)entry!["name"]!).Where(name => name is not ("TMPDIR" or "DOTNET_EnableDiagnostics")); // written

        Assert.Empty(ours.Except(Rows().Select(row => row.Name)));
        Assert.Equal("run", (string?)container["args"]![0]); // written
    }

    [Fact]
    public void Namespaced_SetsTheVariableThatIsRead() =>
        Assert.Contains("name: WATCH_NAMESPACES\n", File.ReadAllText(RepositoryRoot.PathOf("config", "namespaced", "kustomization.yaml")), StringComparison.Ordinal);

    [Fact]
    public void Roles_GrantWhatCheckAsksFor()
    {
        Assert.Equal(TextOf(RequiredPermission.Watched), GrantedIn("config/rbac/cluster/role.yaml"));
        Assert.Equal(TextOf(RequiredPermission.Own), GrantedIn("config/rbac/leader_election_role.yaml"));
    }

    private static IEnumerable<(string Name, string Default)> Rows() => Row().Matches(Page).Select(match => (match.Groups["name"].Value, match.Groups["default"].Value));

    private static IEnumerable<string> TextOf(IReadOnlyList<RequiredPermission> rights) =>
        rights.SelectMany(right => right.Verbs.Select(verb => $"{verb} {right.Group}/{right.Resource}")).Order(StringComparer.Ordinal);

    private static IEnumerable<string> GrantedIn(string file) =>
        YamlFile.One(file)["rules"]!.AsArray() // a role has rules
            .SelectMany(rule => rule!["resources"]!.AsArray().SelectMany(resource => rule["verbs"]!.AsArray().Select(verb => $"{verb} {rule["apiGroups"]![0]}/{resource}"))) // a rule has all three
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(?<name>[A-Z_]+)` \| (?<default>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
