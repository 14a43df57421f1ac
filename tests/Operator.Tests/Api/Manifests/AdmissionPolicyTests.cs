using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Api.Manifests;

/// <summary>The admission policy names the shipped account, every kind that the operator may write, and the labels that the operator gives its objects.</summary>
public sealed class AdmissionPolicyTests
{
    private static readonly System.Text.Json.Nodes.JsonObject Policy = YamlFile.One("config/policy/admission_policy.yaml");

    [Fact]
    public void Policy_IsForTheShippedAccount()
    {
        var account = YamlFile.One("config/rbac/service_account.yaml")["metadata"]!; // written

        var condition = (string?)Policy["spec"]!["matchConditions"]![0]!["expression"]; // written

        Assert.Equal($"request.userInfo.username == 'system:serviceaccount:keyspaces-streamer-system:{account["name"]}'", condition);
        Assert.Contains($"request.namespace == 'keyspaces-streamer-system' && object.spec.template.spec.serviceAccountName == '{account["name"]}'", Policy.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal).Replace("\\u0026", "&", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_CoversEveryKindThatTheRolesLetItWrite()
    {
        var covered = Policy["spec"]!["matchConstraints"]!["resourceRules"]!.AsArray().SelectMany(rule => rule!["resources"]!.AsArray().Select(resource => $"{rule["apiGroups"]![0]}/{resource}")); // written
        var written = YamlFile.One("config/rbac/cluster/role.yaml")["rules"]!.AsArray() // written
            .Where(rule => rule!["verbs"]!.AsArray().Any(verb => (string?)verb is "patch" or "delete" or "update")) // written
            .SelectMany(rule => rule!["resources"]!.AsArray().Select(resource => $"{rule["apiGroups"]![0]}/{resource}")) // written
            .Where(resource => !resource.EndsWith("/status", StringComparison.Ordinal) && !resource.EndsWith("/finalizers", StringComparison.Ordinal));

        Assert.Equal(written.Order(StringComparer.Ordinal), covered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Policy_KnowsTheLabelsOfTheOperator()
    {
        var labels = StreamLabels.Of("media");
        var text = Policy.ToJsonString();

        Assert.Contains("app.kubernetes.io/managed-by", text, StringComparison.Ordinal);
        Assert.Contains(labels["app.kubernetes.io/managed-by"], text, StringComparison.Ordinal);
        Assert.Contains(StreamLabels.Stream, text, StringComparison.Ordinal);
        Assert.Contains(StreamApi.Kind, text, StringComparison.Ordinal);
    }
}
