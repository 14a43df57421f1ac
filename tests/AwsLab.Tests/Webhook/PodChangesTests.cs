using System.Text.Json.Nodes;
using KeyspacesStreamer.AwsLab.Webhook;

namespace KeyspacesStreamer.AwsLab.Tests.Webhook;

public sealed class PodChangesTests
{
    private const string Role = "arn:aws:iam::111122223333:role/pod";
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void OfRole_PodWithTwoContainers_GivesEachVariablesAndToken()
    {
        var pod = Pod("""
            {"spec":{"initContainers":[{"name":"i"}],"containers":[{"name":"c","env":[{"name":"AWS_REGION","value":"eu-west-1"}],"volumeMounts":[{"name":"v","mountPath":"/v"}]}],"volumes":[{"name":"v"}]}}
            """);

        var changed = Apply(pod, PodChanges.Of(pod, Credentials([])));

        Assert.Equal(
            ["AWS_STS_REGIONAL_ENDPOINTS=regional", "AWS_DEFAULT_REGION=us-east-1", "AWS_REGION=us-east-1", $"AWS_ROLE_ARN={Role}", "AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token"],
            Variables(changed, "initContainers"));
        Assert.Equal(
            ["AWS_REGION=eu-west-1", "AWS_STS_REGIONAL_ENDPOINTS=regional", "AWS_DEFAULT_REGION=us-east-1", $"AWS_ROLE_ARN={Role}", "AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token"],
            Variables(changed, "containers"));
        Assert.Equal(["/v", "/var/run/secrets/eks.amazonaws.com/serviceaccount"], Texts(changed["spec"]?["containers"]?[0]?["volumeMounts"], "mountPath"));
        Assert.Equal(["v", "aws-iam-token"], Texts(changed["spec"]?["volumes"], "name"));
        var token = changed["spec"]?["volumes"]?[1]?["projected"]?["sources"]?[0]?["serviceAccountToken"];
        Assert.Equal("""{"audience":"sts.amazonaws.com","expirationSeconds":86400,"path":"token"}""", token?.ToJsonString());
    }

    [Fact]
    public void OfRole_Annotations_ChangeAudienceLifetimeAndContainers()
    {
        var credentials = PodCredentials.OfRole(
            new Dictionary<string, string>
            {
                ["eks.amazonaws.com/role-arn"] = Role, ["eks.amazonaws.com/audience"] = "other", ["eks.amazonaws.com/token-expiration"] = "3600", ["eks.amazonaws.com/sts-regional-endpoints"] = "false",
            },
            new Dictionary<string, string> { ["eks.amazonaws.com/token-expiration"] = "60", ["eks.amazonaws.com/skip-containers"] = "side, other" },
            "us-east-1");
        Assert.NotNull(credentials);
        var pod = Pod("""{"spec":{"containers":[{"name":"c"},{"name":"side"}]}}""");

        var changed = Apply(pod, PodChanges.Of(pod, credentials));

        Assert.Equal("other", credentials.Audience);
        Assert.Equal(600, credentials.Seconds);
        Assert.DoesNotContain(Variables(changed, "containers"), variable => variable.StartsWith("AWS_STS", StringComparison.Ordinal));
        Assert.Null(changed["spec"]?["containers"]?[1]?["env"]);
    }

    [Fact]
    public void OfRole_AccountWithoutRole_IsNothing() => Assert.Null(PodCredentials.OfRole(None, None, "us-east-1"));

    [Fact]
    public void OfAssociation_Pod_GetsTheAgentsAddress()
    {
        var pod = Pod("""{"spec":{"containers":[{"name":"c"}]}}""");

        var changed = Apply(pod, PodChanges.Of(pod, PodCredentials.OfAssociation(None, "us-east-1")));

        Assert.Contains("AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials", Variables(changed, "containers"));
        Assert.Contains("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token", Variables(changed, "containers"));
        var token = changed["spec"]?["volumes"]?[0]?["projected"]?["sources"]?[0]?["serviceAccountToken"];
        Assert.Equal("""{"audience":"pods.eks.amazonaws.com","expirationSeconds":86400,"path":"eks-pod-identity-token"}""", token?.ToJsonString());
    }

    [Fact]
    public void Of_PodThatHasTheVolume_IsLeftAlone() =>
        Assert.Empty(PodChanges.Of(Pod("""{"spec":{"containers":[{"name":"c"}],"volumes":[{"name":"aws-iam-token"}]}}"""), Credentials([])));

    private static PodCredentials Credentials(Dictionary<string, string> pod) =>
        PodCredentials.OfRole(new Dictionary<string, string> { ["eks.amazonaws.com/role-arn"] = Role }, pod, "us-east-1") ?? throw new InvalidOperationException("No credentials.");

    private static JsonObject Pod(string json) => JsonNode.Parse(json)?.AsObject() ?? throw new InvalidOperationException("No pod.");

    /// <summary>"add" of a member, the only operation that the patch has.</summary>
    private static JsonObject Apply(JsonObject pod, JsonArray patch)
    {
        var changed = pod.DeepClone().AsObject();
        foreach (var change in patch.Select(change => change?.AsObject() ?? []))
        {
            Assert.Equal("add", (string?)change["op"]);
            var path = ((string?)change["path"] ?? "").Split('/')[1..];
            var owner = path[..^1].Aggregate((JsonNode)changed, (node, name) => (int.TryParse(name, out var index) ? node[index] : node[name]) ?? throw new InvalidOperationException($"No {name}."));
            owner[path[^1]] = change["value"]?.DeepClone();
        }

        return changed;
    }

    private static IEnumerable<string> Variables(JsonObject pod, string kind) =>
        (pod["spec"]?[kind]?[0]?["env"] as JsonArray ?? []).Select(variable => $"{variable?["name"]}={variable?["value"]}");

    private static IEnumerable<string?> Texts(JsonNode? list, string member) => (list as JsonArray ?? []).Select(item => (string?)item?[member]);
}
