using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Rights;

/// <summary>
/// What the operator's roles would allow and the shipped admission policy does not: objects of somebody else, and pods that are more than a stream's. That it
/// refuses nothing that the operator does, the tests of a stream's whole life show, which run under it.
/// </summary>
[Collection(RightsCollection.Name)]
public sealed class AdmissionPolicyTests(RightsCluster cluster) : IAsyncLifetime
{
    private const string Space = "policy";
    private const string Foreign = "The operator changes and deletes only objects that a KeyspacesCdcStream controls";
    private const string Unowned = "The operator writes only objects that a KeyspacesCdcStream controls";
    private const string Owner = """{"apiVersion":"keyspaces-streamer.dev/v1alpha1","kind":"KeyspacesCdcStream","name":"media","uid":"5b0b3c52-0d1c-4a3e-9d5c-1f6c3ad5a001","controller":true}""";

    private ShippedRights? _rights;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> ForeignObjects => new()
    {
        { "patch deployment coredns -n kube-system --type=merge -p {\"spec\":{\"replicas\":0}}", Foreign },
        { "patch deployment coredns -n kube-system --type=merge -p {\"metadata\":{\"labels\":{\"app.kubernetes.io/managed-by\":\"keyspaces-streamer-operator\",\"keyspaces-streamer.dev/stream\":\"media\"},\"ownerReferences\":[" + Owner + "]}}", Foreign },
        { "delete deployment coredns -n kube-system", Foreign },
        { "patch configmap coredns -n kube-system --type=merge -p {\"data\":{\"Corefile\":\"\"}}", Foreign },
        { "patch serviceaccount coredns -n kube-system --type=merge -p {\"metadata\":{\"annotations\":{\"eks.amazonaws.com/role-arn\":\"arn:aws:iam::111122223333:role/mine\"}}}", Foreign },
        { "delete serviceaccount coredns -n kube-system", Foreign },
        { "patch service kubernetes -n default --type=merge -p {\"metadata\":{\"labels\":{\"a\":\"b\"}}}", Foreign },
    };

    public static TheoryData<string, string, string> Pods => new()
    {
        { Space, "\"automountServiceAccountToken\":true", "Pods of a stream get no token of the cluster." },
        { Space, "\"hostNetwork\":true", "Pods of a stream share nothing with their node" },
        { Space, "\"securityContext\":{}", "Pods of a stream share nothing with their node and do not run as root." },
        { Space, Container("\"securityContext\":{\"allowPrivilegeEscalation\":false,\"runAsNonRoot\":false,\"runAsUser\":0}"), "Pods of a stream share nothing with their node and do not run as root." },
        { Space, Container("\"ports\":[{\"containerPort\":80,\"hostPort\":80}],\"securityContext\":{\"allowPrivilegeEscalation\":false}"), "Pods of a stream share nothing with their node and do not run as root." },
        { Space, Container("\"securityContext\":{\"allowPrivilegeEscalation\":false,\"capabilities\":{\"add\":[\"SYS_ADMIN\"]}}"), "Containers of a stream gain no privileges." },
        { Space, "\"volumes\":[{\"name\":\"v\",\"hostPath\":{\"path\":\"/\"}}]", "Pods of a stream mount ConfigMaps and empty folders only." },
        { Space, "\"volumes\":[{\"name\":\"v\",\"secret\":{\"secretName\":\"any\"}}]", "Pods of a stream mount ConfigMaps and empty folders only." },
        { Space, "\"volumes\":[{\"name\":\"v\",\"projected\":{\"sources\":[{\"serviceAccountToken\":{\"path\":\"t\"}}]}}]", "Pods of a stream mount ConfigMaps and empty folders only." },
        { Space, Container("\"securityContext\":{\"privileged\":true}"), "Containers of a stream gain no privileges." },
        { Space, "\"initContainers\":[{\"name\":\"d\",\"image\":\"i\"}]", "Containers of a stream gain no privileges." },
        { ShippedRights.OperatorNamespace, "\"serviceAccountName\":\"keyspaces-streamer-operator\"", "Pods of a stream do not run as the operator." },
    };

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(cluster.PolicyObstacle is not null, cluster.PolicyObstacle ?? "");
        _rights = await ShippedRights.GrantAsync(cluster.Kubernetes, RightsScope.Cluster, Space, new AskedRequests(), $"-{Space}", [], Token);
        await cluster.Kubernetes.KubectlAsync("create", "serviceaccount", "coredns", "-n", "kube-system");
        await cluster.Kubernetes.KubectlAsync("create", "configmap", "coredns", "-n", "kube-system", "--from-literal=Corefile=.");
        await cluster.Kubernetes.KubectlAsync("create", "deployment", "coredns", "-n", "kube-system", "--image=registry.example/coredns:1");
    }

    public ValueTask DisposeAsync() => _rights?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(ForeignObjects))]
    public async Task Operator_ObjectOfSomebodyElse_IsRefused(string command, string message)
    {
        var answer = await AsOperatorAsync(command.Split(' '), null);

        Assert.NotEqual(0, answer.Code);
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"ownerReferences":[{"apiVersion":"apps/v1","kind":"KeyspacesCdcStream","name":"media","uid":"5b0b3c52-0d1c-4a3e-9d5c-1f6c3ad5a001","controller":true}]}""")]
    [InlineData("""{"ownerReferences":[{"apiVersion":"keyspaces-streamer.dev/v1alpha1","kind":"KeyspacesCdcStream","name":"media","uid":"5b0b3c52-0d1c-4a3e-9d5c-1f6c3ad5a001"}]}""")]
    [InlineData("""{"labels":{"keyspaces-streamer.dev/stream":"other"},"ownerReferences":[{"apiVersion":"keyspaces-streamer.dev/v1alpha1","kind":"KeyspacesCdcStream","name":"media","uid":"5b0b3c52-0d1c-4a3e-9d5c-1f6c3ad5a001","controller":true}]}""")]
    public async Task Operator_NewObjectOfNoStream_IsRefused(string metadata)
    {
        var more = metadata.Length > 2 ? $"{metadata[1..^1]}," : "";
        var document = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{" + more + "\"name\":\"made\",\"namespace\":\"" + Space + "\"}}";

        var answer = await AsOperatorAsync(["create", "-f", "-"], document);

        Assert.NotEqual(0, answer.Code);
        Assert.Contains(Unowned, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public async Task Operator_PodsThatAreMoreThanAStreams_AreRefused(string space, string change, string message)
    {
        var refused = await AsOperatorAsync(["create", "-f", "-"], Deployment(space, "refused", change));
        var taken = await AsOperatorAsync(["create", "--dry-run=server", "-f", "-"], Deployment(space, "taken", "\"enableServiceLinks\":false"));

        Assert.NotEqual(0, refused.Code);
        Assert.Contains(message, refused.Text, StringComparison.Ordinal);
        Assert.True(taken.Code == 0, taken.Text);
    }

    [Fact]
    public async Task Operator_SpecOfAStream_IsRefused()
    {
        await cluster.Kubernetes.RequireAsync("apply", "-n", Space, "-f", SampleFiles.GoodPath("minimal"));

        // The server of custom resources may hear of the policy later than the other one.
        var refused = new KubectlAnswer(0, "");
        await Phase.UntilAsync("the operator's patch of the spec is refused", async () =>
        {
            refused = await AsOperatorAsync(["patch", "kcs", "media-content", "-n", Space, "--dry-run=server", "--type=merge", "-p", """{"spec":{"suspend":true}}"""], null);
            return refused.Code == 0 ? refused.Text : null;
        }, Token);
        var held = await AsOperatorAsync(["patch", "kcs", "media-content", "-n", Space, "--type=merge", "-p", """{"metadata":{"finalizers":["keyspaces-streamer.dev/a"]}}"""], null);
        await cluster.Kubernetes.RequireAsync("patch", "kcs", "media-content", "-n", Space, "--type=merge", "-p", """{"metadata":{"finalizers":null}}""");
        await cluster.Kubernetes.RequireAsync("delete", "kcs", "media-content", "-n", Space);

        Assert.Contains("The operator never writes the spec of a stream.", refused.Text, StringComparison.Ordinal);
        Assert.True(held.Code == 0, held.Text);
    }

    [Fact]
    public async Task SomebodyElse_IsNotBoundByIt()
    {
        var answer = await cluster.Kubernetes.KubectlAsync("annotate", "deployment", "coredns", "-n", "kube-system", "--overwrite", "a=b");

        Assert.True(answer.Code == 0, answer.Text);
    }

    private static string Container(string more) => "\"containers\":[{\"name\":\"c\",\"image\":\"i\"," + more + "}]";

    private static string Deployment(string space, string name, string change)
    {
        string[] parts =
        [
            "\"automountServiceAccountToken\":false", "\"securityContext\":{\"runAsNonRoot\":true}", "\"volumes\":[{\"name\":\"v\",\"emptyDir\":{}}]",
            "\"containers\":[{\"name\":\"c\",\"image\":\"i\",\"securityContext\":{\"allowPrivilegeEscalation\":false}}]",
        ];
        var pod = string.Join(',', parts.Where(part => part.Split(':')[0] != change.Split(':')[0]).Append(change));
        return $$$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{name}}}","namespace":"{{{space}}}","labels":{"keyspaces-streamer.dev/stream":"media"},"ownerReferences":[{{{Owner}}}]},
             "spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{{{{pod}}}} } } }
            """;
    }

    private Task<KubectlAnswer> AsOperatorAsync(IReadOnlyList<string> arguments, string? manifest) => cluster.Kubernetes.KubectlAsync(
        [$"--as=system:serviceaccount:{ShippedRights.OperatorNamespace}:keyspaces-streamer-operator-{Space}", .. arguments], manifest);
}
