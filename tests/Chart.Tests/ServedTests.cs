using KeyspacesStreamer.Testing.Rendering;


namespace KeyspacesStreamer.Chart.Tests;

/// <summary>Every rendered document is one that a real API server takes.</summary>
/// <remarks>
/// Left out is what the test server does not serve: PodMonitor and PrometheusRule, whose definitions are the Prometheus operator's and not ours
/// to make up, and PodDisruptionBudget of policy/v1, since the built-in half of the server is that of Kubernetes 1.20, which has v1beta1 only.
/// </remarks>
public sealed class ServedTests(ServedCluster cluster) : IClassFixture<ServedCluster>
{
    private static readonly string[] LeftOut = ["monitoring.coreos.com/v1", "policy/v1"];

    public static TheoryData<string> Cases => new(Renderer.Cases);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Apply_RenderedDocuments_AreTaken(string name)
    {
        var documents = (await Renderer.CaseAsync(name)).Where(document => !LeftOut.Contains(document.ApiVersion)).ToList();

        var answer = await cluster.JudgeAsync(documents);

        Assert.True(answer.Code == 0, answer.Error);
        Assert.Equal(documents.Count, answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("imagePullPolicy: IfNotPresent", "imagePullPolicies: IfNotPresent")]
    [InlineData("progressDeadlineSeconds: 900", "progressDeadlineSeconds: soon")]
    [InlineData("mountPath: /tmp", "mountPath: 7")]
    public async Task Apply_FieldThatKubernetesDoesNotKnow_IsRefused(string good, string bad)
    {
        var deployment = (await Renderer.WithAsync()).Single(document => document.Kind == "Deployment");

        var answer = await cluster.JudgeAsync([deployment with { Text = deployment.Text.Replace(good, bad, StringComparison.Ordinal) }]);

        Assert.NotEqual(0, answer.Code);
    }
}
