using System.Net;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.Tests.Kubernetes;
using k8s;

namespace KeyspacesStreamer.Operator.Tests.Commands;

public sealed class ClusterChecksTests : IDisposable
{
    private const string Served = """{"kind":"APIResourceList","groupVersion":"keyspaces-streamer.dev/v1alpha1","resources":[{"name":"keyspacescdcstreams","singularName":"","namespaced":true,"kind":"KeyspacesCdcStream","verbs":["get"]}]}""";

    private static readonly OperatorOptions Options = new() { PodName = "a", PodNamespace = "system", StreamerImage = "streampod:0.1.0", Region = "eu-west-1", WatchNamespaces = ["media"] };

    private readonly ScriptedApi _api = new();
    private readonly k8s.Kubernetes _client;

    public ClusterChecksTests() => _client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = "http://server" }, _api);

    private IReadOnlyList<SelfCheck> Checks => new ClusterChecks(_client).For(Options);

    public void Dispose()
    {
        _client.Dispose();
        _api.Dispose();
    }

    [Fact]
    public void For_NamesWhatIsLookedAt() => Assert.Equal(["definition", "rights in media", "rights of the leader in system"], Checks.Select(check => check.Name));

    [Fact]
    public void For_AllNamespacesWithoutElection_AsksForNoLease() =>
        Assert.Equal(["definition", "rights in all namespaces"], new ClusterChecks(_client).For(Options with { WatchNamespaces = [], LeaderElection = false }).Select(check => check.Name));

    [Fact]
    public async Task Definition_Served_IsGood()
    {
        _api.Then(Served);

        Assert.Equal(CheckFinding.Good("keyspacescdcstreams.keyspaces-streamer.dev v1alpha1 is served."), await LookAsync(0));
    }

    [Fact]
    public async Task Definition_NotServed_SaysWhatToApply()
    {
        _api.Then("""{"kind":"Status","code":404}""", HttpStatusCode.NotFound);

        Assert.Equal(new CheckFinding(ExitCodes.MissingResource, "keyspaces-streamer.dev/v1alpha1 is not served: apply config/crd."), await LookAsync(0));
    }

    [Fact]
    public async Task Rights_AllGranted_IsGood()
    {
        Array.ForEach([.. Enumerable.Range(0, 3)], _ => Review(isAllowed: true));

        Assert.Equal(CheckFinding.Good("all 3 are granted."), await LookAsync(2));
        Assert.All(_api.Requests, request => Assert.Equal("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", request));
    }

    [Fact]
    public async Task Rights_SomeAreMissing_NamesThem()
    {
        Array.ForEach([false, true, false], Review);

        Assert.Equal(new CheckFinding(ExitCodes.MissingPermission, "missing create leases (coordination.k8s.io), update leases (coordination.k8s.io): apply config/rbac."), await LookAsync(2));
    }

    [Fact]
    public async Task Any_ServerRefuses_IsAFinding()
    {
        _api.Then("no", HttpStatusCode.ServiceUnavailable);

        Assert.Equal(ExitCodes.Unavailable, (await LookAsync(1)).Code);
    }

    private void Review(bool isAllowed) => _api.Then($$$"""{"kind":"SelfSubjectAccessReview","spec":{},"status":{"allowed":{{{(isAllowed ? "true" : "false")}}}}}""", HttpStatusCode.Created);

    private Task<CheckFinding> LookAsync(int check) => Checks[check].RunAsync(TestContext.Current.CancellationToken);
}
